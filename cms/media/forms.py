"""What happens to a file when an editor uploads it, whichever page of the admin it comes through."""

from __future__ import annotations

import posixpath
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms import FileField
from django.utils import timezone
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.media.pictures import MAX_SIDE, clean_picture

FOCAL_POINT_FIELDS = ["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"]

PAST_CONSENT = "That day is past, so nobody may see the picture. Ask for a new consent."
TAKEN_BACK = "This picture was taken back and its file is deleted. Upload another one in its place."


class PictureField(WagtailImageField):
    """Take a picture by its content, and put a clean one in the upload's place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = (
            f"JPEG, PNG, WebP or GIF, at most {self.max_upload_size_text}. Where it was taken and other"
            f" hidden data are removed, and more than {MAX_SIDE:,} pixels are made fewer."
        )

    def to_python(self, data: Any) -> UploadedFile[bytes] | None:
        upload = cast("UploadedFile[bytes] | None", FileField.to_python(self, data))
        if upload is None:
            return None
        self.check_image_file_size(upload)
        content, extension = clean_picture(upload)
        replace_content(upload, content, extension)
        return upload


def replace_content(upload: UploadedFile[bytes], content: bytes, extension: str) -> None:
    """Write into the upload itself, as Wagtail keeps that one while a description is still missing."""
    upload.seek(0)
    upload.truncate()
    upload.write(content)
    upload.flush()
    upload.seek(0)
    upload.size = len(content)
    upload.name = f"{posixpath.splitext(upload.name or '')[0] or 'picture'}.{extension}"


class ReplacedFileMixin:
    """Delete a replaced file only when the change is committed, as a rollback brings back no file."""

    original_file: Any

    def save(self, commit: bool = True) -> Any:
        replaced, self.original_file = self.original_file, None
        saved = super().save(commit=commit)  # type: ignore[misc]
        if commit and replaced and "file" in self.changed_data:  # type: ignore[attr-defined]
            # No partial: Django logs a failure by the name of the function.
            transaction.on_commit(lambda: replaced.storage.delete(replaced.name), robust=True)
        return saved


class HubImageForm(ReplacedFileMixin, BaseImageForm):
    """Upload or change an image."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = PictureField(
                label=stock.label, required=stock.required, widget=stock.widget
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "file" in self.changed_data and self.instance.pk:
            # It says where the middle of the former picture was.
            cleaned.update(dict.fromkeys(FOCAL_POINT_FIELDS))
        self._clean_consent(cleaned)
        return cleaned

    def _clean_consent(self, cleaned: dict[str, Any]) -> None:
        """Take a consent only while it holds, and another picture only in the place of one taken back."""
        ends_on = cleaned.get("consent_expires_on")
        if ends_on and ends_on < timezone.localdate() and "consent_expires_on" in self.changed_data:
            self.add_error("consent_expires_on", PAST_CONSENT)
        if self.instance.withdrawn_at is None:
            return
        if "file" in self.changed_data:
            self.instance.withdrawn_at = None
        else:
            self.add_error("file", TAKEN_BACK)


class HubDocumentForm(ReplacedFileMixin, BaseDocumentForm):
    """Upload or change a file."""
