"""Templates: the contract → a workbook or a CSV file that dealers fill in and that imports back.

It does not know the dealer's own files; `importer.template_from` joins the two.
"""
