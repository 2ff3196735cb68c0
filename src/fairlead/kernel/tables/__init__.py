"""Lists that people work with: declared once; paged, narrowed, counted, kept and exported alike.

::

    CASES = Table(
        code="casework.cases",
        label=_("Cases"),
        source=lambda context: Case.objects.for_context(context),
        data_class="case",
        values=lambda context, cases: values_of(context, cases),     # sealed ones, for one page
        columns=(
            Column("number", _("Number"), lambda row: row.record.number, sort=("number",),
                   filter=Starts("number"), kind="code"),
            Column("title", _("Title"), sealed("title")),
            Column("deadline", _("Deadline"), lambda row: row.record.deadline,
                   sort=("order_at",), filter=Span("deadline"), kind="moment"),
        ),
        order="deadline",
        finders=(Finder("name", _("Name of a subject"), find=cases_with_name),),
    )

The rows of a page, their number, a selection and an export all come from ``narrowed``: one queryset
under one context. A column of another class of data is there for those whom the policy lets consult
that class, and for nobody else, on the page as in the file.

Sealed values are not in the database to be sorted or searched. A column of them has neither sort
key nor filter (a declaration that says otherwise does not start), and a ``Finder`` finds by exact
value through the search tokens of the records. What finds a person is typed once, sent by POST, and
then travels in the address as a capsule bound to reader, purpose and table.
"""
