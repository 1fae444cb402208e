"""The cases are faulty on purpose or say nothing: they are not for the plugin that runs expectations."""

collect_ignore = ["cases", "tidy_cases"]
