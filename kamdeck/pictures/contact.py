"""A contact sheet: small pictures in a grid, each with its number."""

from __future__ import annotations

from io import BytesIO
from math import ceil

_WIDTH = 480  # pixels of a small picture
_GAP, _FOOT = 20, 26
_MOST_COLUMNS = 5
_GROUND, _INK, _EDGE = (226, 230, 236), (60, 70, 86), (190, 196, 205)


class Contact:
    """The sheet for `count` pictures, as it fills."""

    def __init__(self, count: int) -> None:
        self.columns = min(max(ceil(count**0.5), 1), _MOST_COLUMNS)
        self._small: list[tuple[int, object]] = []

    def add(self, number: int, data: bytes) -> None:
        """The next picture."""
        from PIL import Image

        with Image.open(BytesIO(data)) as image:
            high = round(image.height * _WIDTH / image.width)
            self._small.append((number, image.resize((_WIDTH, high), Image.Resampling.LANCZOS)))

    def png(self) -> bytes:
        """The sheet as a PNG file."""
        from matplotlib.font_manager import findfont
        from PIL import Image, ImageDraw, ImageFont

        small = [image for _, image in self._small if isinstance(image, Image.Image)]
        high = max(image.height for image in small)
        rows = ceil(len(small) / self.columns)
        size = (self.columns * (_WIDTH + _GAP) + _GAP, rows * (high + _GAP + _FOOT) + _GAP)
        sheet = Image.new("RGB", size, _GROUND)
        pen = ImageDraw.Draw(sheet)
        font = ImageFont.truetype(str(findfont("DejaVu Sans")), 16)
        for place, ((number, _), image) in enumerate(zip(self._small, small, strict=True)):
            x = _GAP + place % self.columns * (_WIDTH + _GAP)
            y = _GAP + place // self.columns * (high + _GAP + _FOOT)
            pen.rectangle((x - 1, y - 1, x + _WIDTH, y + image.height), outline=_EDGE)
            sheet.paste(image, (x, y))
            pen.text((x, y + high + 4), str(number), fill=_INK, font=font)
        out = BytesIO()
        sheet.save(out, "png", compress_level=6)
        return out.getvalue()
