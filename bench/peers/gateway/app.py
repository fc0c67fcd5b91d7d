"""A gateway as they are often written: a new HTTP client for every command, and each reply decoded and encoded again."""

import os

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

app = FastAPI()
target = os.environ["TARGET"]


@app.post("/instances/{instance}/commands")
async def run_command(instance: str, request: Request) -> JSONResponse:
    command = await request.json()
    headers = {"authorization": request.headers["authorization"]}
    async with httpx.AsyncClient(timeout=30.0) as client:
        reply = await client.post(f"{target}/commands", json=command, headers=headers)
    return JSONResponse(reply.json(), status_code=reply.status_code)
