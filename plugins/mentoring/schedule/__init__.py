"""The wording of a date → a typed schedule.

A school writes «ноябрь–декабрь 2021 г., далее – ежегодно сентябрь». The wording is kept and printed;
`parse` adds what a program can sort and draw, `resolve` puts it on a timeline, `turns` says when it comes round.

`anchor` — what the item hangs on when the wording has no date:

- `program.start`, `program.end`: the programme; `year.start`, `year.end`: the school year;
- `term:2.start`, `term:1..2.end`: school terms («четверть»); `trimester:N…`, `half:N…` likewise;
- `break:autumn.start`, `winter`, `spring`, `summer`: the holidays between the terms;
- `event:ID`: after, or until, an event: `program_start`, `program_end`, `first_meeting`, `final_meeting`,
  `final_group_meeting`, `matching`, `mentor_training`, `mentor_pool`, `mentee_pool`, `survey`, `selection`,
  `monitoring`, `order`, `pedagogical_council`; any other event is its words in Latin letters;
- `before:ID`: before an event, with the same names.

A window is named by its start and lasts to the end of the same thing.

`repeat` — how often:

- `daily`, `weekly`, `monthly`, `quarterly`, `yearly`, `regular` (no period told);
- a number of times: `weekly:2`, `monthly:1..2`, `yearly:2`, from ten a year `per-year:10`; `per-term:1`,
  `per-trimester:1`, `per-half-year:1`; at least or at most: `monthly:min1`, `per-term:max2`;
  once in several: `weekly:every2`;
- when: `weekly:tue,thu`, `monthly:2-fri`, `monthly:last-fri`, `monthly:day5`, `yearly:09` (two digits are a
  month), `yearly:10,03`, `yearly:09..05`, `yearly:09-01`, `yearly:09-01..09-15`;
- by when: `yearly:deadline 01-20`, `monthly:deadline day5`, `quarterly:deadline day10 of next month`;
- several dates in one wording: `months:10,03`, or `dates:2025-10-15,2026-03-20`;
- `on_demand`, `by_schedule`, `event:ID`: not by the calendar.

Source: domain.md, c2 and c3; date-forms.tsv.
"""

from mentoring.schedule.grammar import parse
from mentoring.schedule.repeats import turns
from mentoring.schedule.timeline import Calendar, resolve
from mentoring.schedule.value import Kind, Schedule

__all__ = ["Calendar", "Kind", "Schedule", "parse", "resolve", "turns"]
