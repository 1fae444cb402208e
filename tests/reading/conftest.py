"""The cases are faulty on purpose: they are for one runner, not for the plugin that runs expectations."""

collect_ignore = ["cases"]
