"""One request: a batch is sent as its kind wants it, and what the answer means is said of each of its rows."""

import logging
from typing import Final

from importer.partner_api.protocol import Answer, Lack, NoReply, PartnerApi
from importer.partner_api.verdict import Kind, Verdict, judge
from importer.upload.batches import Batch

_LOG: Final = logging.getLogger(__name__)


async def ask(client: PartnerApi, batch: Batch, request_id: str, timeout_s: float) -> tuple[Answer, Verdict]:
    """The answer and what it means; a fault on this side counts as an answer that was cut off."""
    try:
        answer = await _answer(client, batch, request_id, timeout_s)
        return answer, judge(batch.kind, batch.payloads, answer)
    except Exception:  # noqa: BLE001 — the worker's edge: a fault with one answer must not stop the other rows
        _LOG.debug("request %s", request_id, exc_info=True)
        answer = NoReply(lack=Lack.CUT_OFF, elapsed_s=0.0)
        return answer, judge(batch.kind, batch.payloads, answer)


async def _answer(client: PartnerApi, batch: Batch, request_id: str, timeout_s: float) -> Answer:
    if batch.kind is Kind.BULK:
        bodies = [payload.body for payload in batch.payloads]
        return await client.bulk(bodies, request_id=request_id, timeout_s=timeout_s)
    payload = batch.payloads[0]
    return await client.put(payload.reference, payload.body, request_id=request_id, timeout_s=timeout_s)
