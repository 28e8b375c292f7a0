with actors as (
    select * from {{ ref('dim_actors') }}
    where not is_curated
),

named as (
    select
        mentions.mention_id,
        mentions.actor_id,
        mentions.article_id,
        mentions.link_method,
        articles.source_id,
        clusters.duplicate_cluster_id
    from {{ ref('fct_mentions') }} as mentions
    inner join actors on mentions.actor_id = actors.actor_id
    inner join {{ ref('stg_landing__articles') }} as articles on mentions.article_id = articles.article_id
    inner join {{ ref('int_articles__clustered') }} as clusters on mentions.article_id = clusters.article_id
),

counted as (
    select
        actor_id,
        count(distinct duplicate_cluster_id) as texts_count,
        count(distinct source_id) as sources_count
    from named
    group by actor_id
),

reported as (
    select actor_id, count(distinct report_id) as meeting_reports_count
    from {{ ref('bridge_meeting_reports_x_actors') }}
    group by actor_id
),

-- Offices that do not go together say that one name may be several people's.
officed as (
    select
        actor_id,
        count(distinct country_iso3) as role_countries_count,
        array_to_string(
            (list(role_ar order by mentions_count desc, role_ar, actor_role_id))[1:4], ' | '
        ) as commonest_roles
    from {{ ref('dim_actor_roles') }}
    group by actor_id
),

-- A full name tells more than a surname, and three texts more than one.
best_of_text as (
    select
        actor_id,
        mention_id,
        link_method,
        row_number() over (
            partition by actor_id, duplicate_cluster_id
            order by case when link_method = 'surname' then 1 else 0 end, mention_id
        ) as place
    from named
),

ranked as (
    select
        actor_id,
        mention_id,
        row_number() over (
            partition by actor_id order by case when link_method = 'surname' then 1 else 0 end, mention_id
        ) as place
    from best_of_text
    where place = 1
),

examples as (
    select
        actor_id,
        max(case when place = 1 then mention_id end) as example_1_mention_id,
        max(case when place = 2 then mention_id end) as example_2_mention_id,
        max(case when place = 3 then mention_id end) as example_3_mention_id
    from ranked
    where place <= 3
    group by actor_id
)

select
    actors.actor_id,
    actors.kind,
    actors.name_ar,
    actors.mentions_count,
    actors.articles_count,
    counted.texts_count,
    counted.sources_count,
    coalesce(reported.meeting_reports_count, 0) as meeting_reports_count,
    officed.commonest_roles,
    coalesce(officed.role_countries_count, 0) as role_countries_count,
    actors.first_mentioned_at,
    actors.last_mentioned_at,
    examples.example_1_mention_id,
    examples.example_2_mention_id,
    examples.example_3_mention_id
from actors
inner join counted on actors.actor_id = counted.actor_id
inner join examples on actors.actor_id = examples.actor_id
left join reported on actors.actor_id = reported.actor_id
left join officed on actors.actor_id = officed.actor_id
