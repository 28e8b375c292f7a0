select
    article_id,
    quote_number,
    sentence_number,
    start_char,
    end_char,
    text,
    speaker_mention_id,
    speaker_actor_id,
    speaker_resolution,
    cue,
    version
from {{ source('landing', 'quotes') }}
