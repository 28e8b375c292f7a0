select
    hijri_year,
    hijri_month,
    starts_on
from {{ ref('hijri_month_starts') }}
