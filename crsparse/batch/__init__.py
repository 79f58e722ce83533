"""Batches: thousands of inputs to validated documents, in processes that may fail, with a manifest that remembers.

``inputs`` says what there is to read, ``run`` what is to be done, ``executors`` carry it out with ``workers`` or on a
cluster, ``unit`` is what they do for one input, ``places`` is where the documents go, ``manifest`` what is remembered.
"""
