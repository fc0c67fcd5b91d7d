from typing import Literal

ImageSpaceType = Literal["image"]

IMAGE_SPACE_TYPE_VALUES: set[ImageSpaceType] = {
    "image",
}


def check_image_space_type(value: str) -> ImageSpaceType:
    if value in IMAGE_SPACE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IMAGE_SPACE_TYPE_VALUES!r}")
