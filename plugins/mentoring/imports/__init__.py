"""Word and Excel → cards: what a school already has becomes drafts, with roles in the place of names.

`opening` unpacks a file safely, `grid` and `sheets` make tables of it, `heads` says what a column is, `roadmap`,
`pairs` and `prose` make cards, `naming` takes people out, `merging` puts a second reading into a card that has
been edited since, `writing` gives the text of a file.
"""
