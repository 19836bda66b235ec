"""What the standard adds to the admin."""

from wagtail_modeladmin.options import modeladmin_register

from standard.register.admin import RegisterGroup

modeladmin_register(RegisterGroup)
