"""Django's own date and number forms (FORMAT_MODULE_PATH); pages use the filters of `{% load ui %}`."""
