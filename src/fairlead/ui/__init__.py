"""How it looks: base templates, components, static files and template tags. Knows no desk."""
