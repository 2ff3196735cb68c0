"""Where hits are judged and cases are worked on, by every unit alike.

What it does: queues of hits, the page on which one is decided; cases from opening to closing, their
subjects, tasks, notes and evidence, what is told to others and recalled, and redress.
For whom: analysts and supervisors; protection officers for redress; inspectors, who only read.
On what legal footing: that of the purpose under which a case was opened, which the jurisdiction
profile names; redress rests on the law of access and correction.
What it must never do: decide anything by itself, show a name before somebody asked for it, or let
something leave without an entry that says to whom.
"""
