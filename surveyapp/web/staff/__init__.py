"""Pages of the coordinating office: sign in, plan, watch and review rounds, read mails and summaries."""
