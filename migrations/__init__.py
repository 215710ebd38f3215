"""The schema's history, one numbered page per change; run through surveyapp.db."""
