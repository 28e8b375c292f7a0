"""The schema `ask`: macros, views and an index of words, stored in the published file for people who write SQL."""
