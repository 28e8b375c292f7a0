-- Each role that an article gives a linked person counts for one office, a curated one or its own, and for no other.
with counted as (
    select coalesce(sum(mentions_count), 0) as mentions_count from {{ ref('dim_actor_roles') }}
),

uses as (
    select count(*) as mentions_count
    from (select distinct mention_id, actor_role_id from {{ ref('int_roles__matched') }}) as distinct_uses
),

linked as (
    select
        count(*) as roles_count,
        (select count(*) from {{ ref('int_roles__matched') }}) as matched_count
    from {{ ref('fct_roles') }}
    where actor_id is not null
)

select *
from counted
cross join uses
cross join linked
where counted.mentions_count <> uses.mentions_count or linked.roles_count <> linked.matched_count
