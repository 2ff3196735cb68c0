"""The living style guide: every component with invented content, in every language and light.

It is there in a demonstration only. The tests open every page of it in both directions, in every
theme and at every width; a component that has no page here is in no test.
"""
