-- Words: macros of one text each. ask.fold and the keys of names are written from tables by letters.py.

-- A word without conjunction, article, preposition with article, and the commonest endings.
-- Source: the light stemmer "light10" of Larkey, Ballesteros and Connell (2007).
create or replace macro ask.stem(word) as regexp_replace(
    regexp_replace(word, '^(?:و?(?:ال|بال|كال|فال|لل)|و)(.{3,})$', '\1'),
    '^(.{3,}?)(?:ها|ان|ات|ون|ين|يه|ه|ي)$', '\1');

-- The words of a text as they stand, and as the index holds them.
create or replace macro ask.raw_words(text) as regexp_extract_all(lower(ask.fold(text)), '[0-9a-zà-ʯͰ-ԯء-يٮ-ۓ]+');
create or replace macro ask.words(text) as list_transform(ask.raw_words(text), lambda word: ask.stem(word));

-- A text cut at what is never part of a word: a piece has the words that it has in the text, or none, and few differ.
create or replace macro ask.pieces(text) as
    string_split(translate(text, E' \n\t\r.,:;()"!?،؛؟«»“”', repeat(' ', 20)), ' ');
