"""Product against reference on as many random models as there is time for, and what those models are worth.

`python -m tests.differential run` compares the seeds that come next; `ledger.tsv` has all that were compared.
"""
