"""Who may ask, from where, how much and how often: one layer around the whole application (``kawat.web.safety.guard``)."""
