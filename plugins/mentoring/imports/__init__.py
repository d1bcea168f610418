"""Word and Excel → cards: what a school already has becomes drafts, with roles in the place of names.

`opening` unpacks a file safely, `grid` and `sheets` make tables of it, `heads`, `layouts` and `guessing` say what a
column and a row is, `roadmap`, `pairs`, `programme` and `case` make cards, `naming` takes people out, `merging` and
`placing` put a second reading into a card that has been edited since, `papers` does it all in order.
"""
