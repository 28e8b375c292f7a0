{#
    Common table expressions that end in `near` (text_id, other_id): texts that are two versions of one.

    Takes: `texts` (text_id, outlet_id, body_sketch: the least hashes of the text's shingles of words).
    Rules: a hash tells unless it is of a form. Two versions share seven tenths of what the shorter tells, or five
    sixths where one outlet printed both, as it uses its own paragraphs again; and half of what the longer tells, so
    that a page of many stories joins none of them. Nine tenths of everything, telling or not, are enough too: an
    outlet's many versions of one page.
    Source: Broder, "On the resemblance and containment of documents", 1997.
#}
{% macro compare_sketches(texts) -%}
{{ pick_candidates(texts) }},

weighed as (
    select
        hashes.text_number,
        hashes.hash,
        case when forms.hash is null then 1 else 0 end as tells,
        row_number() over (partition by hashes.text_number order by hashes.hash) as hash_rank
    from hashes
    inner join (select text_number from candidates union select other_number from candidates) as compared
        on hashes.text_number = compared.text_number
    left join forms on hashes.hash = forms.hash
),

ranked as (
    select *, tells * sum(tells) over (partition by text_number order by hash) as telling_rank
    from weighed
),

-- A sketch has every hash up to its last one, so up to the last that two texts share neither lacks any,
-- however long it is: the ranks of that one count what each has, and tells, of what can be compared.
measured as (
    select
        mine.text_number,
        theirs.text_number as other_number,
        count(*) as shared,
        greatest(max(mine.hash_rank), max(theirs.hash_rank)) as longer,
        sum(mine.tells) as shared_telling,
        least(max(mine.telling_rank), max(theirs.telling_rank)) as shorter_telling,
        greatest(max(mine.telling_rank), max(theirs.telling_rank)) as longer_telling
    from candidates
    inner join ranked as mine on candidates.text_number = mine.text_number
    inner join ranked as theirs on candidates.other_number = theirs.text_number and mine.hash = theirs.hash
    group by mine.text_number, theirs.text_number
),

near as (
    select mine.text_id, theirs.text_id as other_id
    from measured
    inner join numbered as mine on measured.text_number = mine.text_number
    inner join numbered as theirs on measured.other_number = theirs.text_number
    where
        10 * shared >= 9 * longer
        or (
            shared_telling >= 4
            and 2 * shared_telling >= longer_telling
            and case
                when mine.outlet_id = theirs.outlet_id then 6 * shared_telling >= 5 * shorter_telling
                else 10 * shared_telling >= 7 * shorter_telling
            end
        )
)
{%- endmacro %}
