"""Images and files: what an editor must say of them, and addresses that hold no number."""

from __future__ import annotations

import posixpath
import secrets
import uuid
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition

from cms.content import schemas
from cms.media.consent.fields import ImageOfPeople
from cms.media.file_types import FILE_TYPES, check_content
from cms.media.sizes import PUBLIC_FILTER_SPECS

# Files lie at `<kind>/<uuid of the owner>/<version>/<name>`; an image and its renditions share the version.
VERSION_LENGTH = len(f"{uuid.UUID(int=0)}/") + 8


def new_version() -> str:
    return secrets.token_hex(4)


def file_version(name: str) -> str:
    """Return the owner and the version in a stored file's name: another upload, another version."""
    return "/".join(name.split("/")[1:3])


def get_document_upload_to(instance: HubDocument, filename: str) -> str:
    return instance.get_upload_to(filename)


class HubImage(ImageOfPeople):
    """A picture with what it shows, who made it, and the consent of those who are in it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    description = models.CharField(
        "alternative text",
        max_length=255,
        blank=True,
        help_text=(
            "What the picture shows, for people who can not see it: “Two dads mend a bike outside a café.”"
        ),
    )
    # Not `decorative`: Wagtail sets an attribute of that name on every image it loads. The column stays.
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="It says nothing that the text does not: screen readers skip it.",
    )
    caption = models.CharField(max_length=250, blank=True)
    credit = models.CharField(
        max_length=150, blank=True, help_text="Who made the picture, if that must be said."
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "caption",
        "credit",
        *ImageOfPeople.consent_form_fields,
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        permissions = [("choose_image", "Can choose image")]

    @property
    def content_key(self) -> str:
        """Return the key that documents built from it depend on."""
        return f"image:{self.uuid}"

    @property
    def file_version(self) -> str:
        """Return what changes with each upload."""
        return file_version(str(self.file.name))

    @property
    def file_format(self) -> str:
        """Return `jpeg`, `png` or `webp`."""
        return image_format(str(self.file.name))

    def get_upload_to(self, filename: str) -> str:
        stem, extension = posixpath.splitext(posixpath.basename(super().get_upload_to(filename)))
        return posixpath.join("originals", str(self.uuid), new_version(), f"{stem[:30]}{extension.lower()}")

    def clean(self) -> None:
        super().clean()
        if not self.is_decorative and not self.description.strip():
            raise ValidationError(
                {"description": "Say what the picture shows, or tick that it is decorative."}
            )

    def as_value(self) -> schemas.Image:
        """Return what documents say of it while it may be seen, with the renditions that are made by now."""
        return schemas.Image(
            alt="" if self.is_decorative else self.description,
            decorative=self.is_decorative,
            caption=self.caption,
            credit=self.credit,
            focal_point=self._focal_point_value(),
            renditions=self._rendition_values(),
        )

    def _focal_point_value(self) -> schemas.FocalPoint | None:
        if self.focal_point_x is None or self.focal_point_y is None:
            return None
        return schemas.FocalPoint(
            x=min(1.0, round(self.focal_point_x / self.width, 4)),
            y=min(1.0, round(self.focal_point_y / self.height, 4)),
        )

    def _rendition_values(self) -> list[schemas.Rendition]:
        values = {
            (rendition.file_format, rendition.width): schemas.Rendition(
                url=rendition.public_url,
                width=rendition.width,
                height=rendition.height,
                format=rendition.file_format,
            )
            for rendition in self.renditions.all()
            if rendition.is_public
        }
        return [values[key] for key in sorted(values)]


def image_format(name: str) -> str:
    """Return the format that a stored file's name states."""
    extension = name.rpartition(".")[2].lower()
    return "jpeg" if extension == "jpg" else extension


class HubRendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(HubImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

    @property
    def file_version(self) -> str:
        """Return the version of the image that it was made of."""
        return file_version(str(self.file.name))

    @property
    def file_format(self) -> str:
        """Return such as `webp`, `jpeg`, `png`."""
        return image_format(str(self.file.name))

    @property
    def is_public(self) -> bool:
        """Tell whether documents list it."""
        return self.filter_spec in PUBLIC_FILTER_SPECS

    @property
    def public_url(self) -> str:
        """Return the absolute address of the file, whatever storage it lies in."""
        return f"{settings.MEDIA_URL}{quote(str(self.file.name))}"

    @property
    def url(self) -> str:
        return self.public_url

    def get_upload_to(self, filename: str) -> str:
        # Not the upload's own name: it may be that of a person.
        extension = posixpath.splitext(filename)[1]
        name = f"{self.filter_spec.replace('|', '.')}{extension}"
        return posixpath.join("images", self.image.file_version, name)


class HubDocument(AbstractDocument):
    """A file that people can download, at an address with its real name."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A folder of its own for each upload, so that a file keeps its real name however many share it.
    file = models.FileField("file", upload_to=get_document_upload_to, max_length=255)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "file"
        permissions = [("choose_document", "Can choose document")]

    @property
    def content_key(self) -> str:
        """Return the key that documents built from it depend on."""
        return f"document:{self.uuid}"

    @property
    def public_url(self) -> str:
        """Return the absolute address at which the file is handed out."""
        return f"{settings.HUB_URL}{reverse('hub_file', args=[self.uuid, self.filename])}"

    @property
    def url(self) -> str:
        return self.public_url

    @property
    def content_type(self) -> str:
        """Return the media type of the file."""
        file_type = FILE_TYPES.get(self.file_extension.lower())
        return file_type.media_type if file_type else "application/octet-stream"

    def get_upload_to(self, filename: str) -> str:
        valid_name = self.file.storage.get_valid_name(filename)
        stem, extension = posixpath.splitext(
            f"file{valid_name}" if valid_name.startswith(".") else valid_name
        )
        return posixpath.join("documents", str(self.uuid), new_version(), f"{stem[:120]}{extension.lower()}")

    def clean(self) -> None:
        # What is stored was checked when it came. Without a file Wagtail's own check would fail on the form.
        if self.file and not getattr(self.file, "_committed", True):
            super().clean()
            try:
                check_content(self.file, self.filename)
            except ValidationError as error:
                raise ValidationError({"file": error.messages}) from error

    def as_value(self) -> schemas.File:
        """Return what documents say of it."""
        return schemas.File(
            title=self.title,
            url=self.public_url,
            format=self.file_extension.upper(),
            size=self.file_size if self.file_size is not None else self.file.size,
        )
