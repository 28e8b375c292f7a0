with stated as (
    select cast(published_at as date) as date_day from {{ ref('stg_landing__articles') }}
    union all
    select date_from as date_day from {{ ref('stg_landing__reports') }}
    union all
    select date_to as date_day from {{ ref('stg_landing__reports') }}
),

-- A misread year must not make a calendar of centuries.
bounds as (
    select min(date_day) as first_day, max(date_day) as last_day
    from stated
    where date_day between date '2000-01-01' and date '2035-12-31'
),

days as (
    select {{ each_day('first_day', 'last_day') }} as date_day
    from bounds
    where first_day is not null
),

hijri_months as (
    select
        hijri_year,
        hijri_month,
        starts_on,
        lead(starts_on) over (order by starts_on) as next_starts_on
    from {{ ref('stg_lexicon__hijri_month_starts') }}
)

select
    days.date_day,
    {{ iso_year('days.date_day') }} as iso_year,
    extract(week from days.date_day) as iso_week,
    names.month_name_ar,
    names.month_name_levant,
    cast(hijri_months.hijri_year as varchar)
    || '-' || lpad(cast(hijri_months.hijri_month as varchar), 2, '0')
    || '-' || lpad(cast({{ days_between('hijri_months.starts_on', 'days.date_day') }} + 1 as varchar), 2, '0')
        as hijri_date
from days
inner join {{ ref('stg_lexicon__month_names') }} as names on extract(month from days.date_day) = names.month
left join hijri_months
    on days.date_day >= hijri_months.starts_on and days.date_day < hijri_months.next_starts_on
