"""What a program does with the openai client, unmodified: prints what came of it as JSON. Address and key are in the environment."""

import base64
import json

from openai import AuthenticationError, BadRequestError, NotFoundError, OpenAI

client = OpenAI(max_retries=0)


def kind(b64_json):
    return "png" if base64.b64decode(b64_json).startswith(b"\x89PNG") else "other"


def refusal(error_type, **asked):
    """The parts of an error that programs look at, of the type that is expected."""
    try:
        client.images.generate(prompt="a house", **asked)
    except error_type as error:
        return [error.status_code, error.code, error.param]
    return None


made = client.images.generate(prompt="a house", n=2, size="256x256")
linked = client.images.generate(prompt="a house", response_format="url", size="auto")
stream = client.images.generate(prompt="a house", stream=True, partial_images=2)
events = [[event.type, getattr(event, "partial_image_index", None), kind(event.b64_json)] for event in stream]
stranger = client.with_options(api_key="qk_nobody")
try:
    stranger.images.generate(prompt="a house")
    stranger_error = None
except AuthenticationError as error:
    stranger_error = [error.status_code, error.code, error.param]

print(
    json.dumps(
        {
            "models": [model.id for model in client.models.list()],
            "kinds": [kind(image.b64_json) for image in made.data],
            "size": made.size,
            "output_format": made.output_format,
            "tokens": made.usage.total_tokens,
            "url": linked.data[0].url,
            "events": events,
            "unknown_model": refusal(NotFoundError, model="dall-e-3"),
            "nine": refusal(BadRequestError, n=9),
            "transparent": refusal(BadRequestError, background="transparent"),
            "stranger": stranger_error,
        }
    )
)
