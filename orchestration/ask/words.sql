-- Letters and words: macros of one text each. ask.fold, ask.latin and ask.sounds are written from tables by letters.py.

-- A doubled Latin consonant is one: Sissi and Sisi.
create or replace macro ask.undoubled(plain) as regexp_replace(regexp_replace(plain,
    'b(b)|d(d)|f(f)|j(j)|k(k)|l(l)|m(m)|n(n)|r(r)', '\1\2\3\4\5\6\7\8\9', 'g'),
    'dh(dh)|s(s)|t(t)|z(z)|p(p)|c(c)|g(g)|h(h)|v(v)', '\1\2\3\4\5\6\7\8\9', 'g');

-- A name without what spellings differ in: hamza, marks, capitals, accents, hyphens, the article, doubled letters.
create or replace macro ask.plain(name) as trim(regexp_replace(regexp_replace(
    ' ' || trim(regexp_replace(
        replace(
            ask.undoubled(translate(lower(strip_accents(ask.fold(name))), 'ıłøđئؤ''`ʿʾ', 'ilodيو')), 'عبدال', 'عبد ال'
        ),
        '[^0-9a-zà-ʯͰ-ԯء-يٮ-ۓ]+', ' ', 'g'
    )) || ' ',
    ' (?:[aeu]l|a[dnrstz]|ash|adh|ath|e[dnrstz]|ال) ', ' ', 'g'),
    ' ال(\S)', ' \1', 'g'));

-- A plain name in Latin letters: what Arabic does not write is not there (sraj for سراج).
create or replace macro ask.romanised(plain) as ask.latin(regexp_replace(
    replace(replace(replace(' ' || plain || ' ', ' له ', ' لا '), ' و', ' w'), ' ي', ' y'),
    '(\S\S)ه ', '\1ا ', 'g'));

-- The consonants of a romanised name, those made one that newsrooms confuse: sarraj, serraj and sraj are SRK.
create or replace macro ask.sound(romanised) as trim(regexp_replace(regexp_replace(ask.sounds(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        regexp_replace(romanised, ' abd(?:[aeiou](la)h |[aeiou]l? ?)?', ' 0 \1 ', 'g'),
        'c([eiy])', 's\1', 'g'),
        '([a-z])h ', '\1 ', 'g'),
        ' (?:ou([aei])|w)', ' W\1', 'g'),
        ' (?:y|i([aou]))', ' Y\1', 'g')
    ), '[^A-Z0-9 ]+', '', 'g'), ' +', ' ', 'g'));

-- A word without conjunction, article, preposition with article, and the commonest endings.
-- Source: the light stemmer "light10" of Larkey, Ballesteros and Connell (2007).
create or replace macro ask.stem(word) as regexp_replace(
    regexp_replace(word, '^(?:و?(?:ال|بال|كال|فال|لل)|و)(.{3,})$', '\1'),
    '^(.{3,}?)(?:ها|ان|ات|ون|ين|يه|ه|ي)$', '\1');

-- The words of a text as they stand, and as the index holds them.
create or replace macro ask.raw_words(text) as regexp_extract_all(lower(ask.fold(text)), '[0-9a-zà-ʯͰ-ԯء-يٮ-ۓ]+');
create or replace macro ask.words(text) as list_transform(ask.raw_words(text), lambda word: ask.stem(word));
