-- What lies at a path now is one thing: loaded or turned away; what lay there before is superseded or deleted.
select path_bytes_base64
from {{ ref('fct_files') }}
group by path_bytes_base64
having
    sum(case when is_current then 1 else 0 end) > 1
    or sum(case when is_current and state not in ('loaded', 'quarantined') then 1 else 0 end) > 0
    or sum(case when not is_current and state not in ('superseded', 'deleted') then 1 else 0 end) > 0
