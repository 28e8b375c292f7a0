select
    month,
    month_name_ar,
    month_name_levant
from {{ ref('month_names') }}
