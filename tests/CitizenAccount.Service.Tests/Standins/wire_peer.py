"""The independent peer of the wire tests: python's gRPC, as server or as client.

    wire_peer.py server            prints the port, serves until standard input ends
    wire_peer.py client PORT NAME  runs one scenario, prints what it saw as JSON

The messages are built from a descriptor written here, not from generated code, so that nothing is shared with our side
but the field numbers. What is right or wrong is for the tests to say; this only does and tells.
"""
import json
import sys
import threading
import time
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

SERVICE = "citizenaccount.tests.wire.WireProbe"


def probe_class():
    field = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="peer.proto", package="citizenaccount.tests.wire", syntax="proto3")
    message = file.message_type.add(name="Probe")
    for number, (name, kind) in enumerate(
            [("text", field.TYPE_STRING), ("number", field.TYPE_INT64), ("payload", field.TYPE_BYTES)], start=1):
        message.field.add(name=name, number=number, type=kind, label=field.LABEL_OPTIONAL)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = pool.FindMessageTypeByName("citizenaccount.tests.wire.Probe")
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(found)
    return message_factory.MessageFactory(pool).GetPrototype(found)


Probe = probe_class()


# --- server -----------------------------------------------------------------------------------------------------------

class Note:
    def __init__(self):
        self.started = threading.Event()
        self.ended = threading.Event()
        self.left_ms = -1


NOTES = {}
NOTES_LOCK = threading.Lock()


def note(key):
    with NOTES_LOCK:
        return NOTES.setdefault(key, Note())


def echo(request, context):
    metadata = context.invocation_metadata()
    context.set_trailing_metadata([(key, value) for key, value in metadata if key.startswith("x-")])
    if any(key == "x-compress" for key, _ in metadata):
        context.set_compression(grpc.Compression.Gzip)
    return request


def collect(requests, context):
    texts, total = [], 0
    for request in requests:
        texts.append(request.text)
        total += request.number
    return Probe(text=",".join(texts), number=total)


def repeat(request, context):
    for number in range(1, request.number + 1):
        yield Probe(text=request.text, number=number)


def converse(requests, context):
    for request in requests:
        yield Probe(text=request.text + "!", number=request.number)


def fail(request, context):
    codes = {code.value[0]: code for code in grpc.StatusCode}
    context.set_trailing_metadata([("reason", "as-asked"), ("detail-bin", request.payload)])
    context.abort(codes[request.number], request.text)


def fill(request, context):
    return Probe(payload=bytes(request.number))


def wait(request, context):
    kept = note(request.text)
    left = context.time_remaining()
    # Without a deadline the remaining time is none or some centuries.
    kept.left_ms = -1 if left is None or left > 1e9 else int(left * 1000)
    if not context.add_callback(kept.ended.set):
        kept.ended.set()
    kept.started.set()
    kept.ended.wait(20)
    return Probe()


def noted(request, context):
    kept = note(request.text)
    event = kept.ended if request.number else kept.started
    return Probe(text="yes" if event.wait(5) else "no", number=kept.left_ms)


def serve():
    kinds = {
        "Echo": (grpc.unary_unary_rpc_method_handler, echo),
        "Collect": (grpc.stream_unary_rpc_method_handler, collect),
        "Repeat": (grpc.unary_stream_rpc_method_handler, repeat),
        "Converse": (grpc.stream_stream_rpc_method_handler, converse),
        "Fail": (grpc.unary_unary_rpc_method_handler, fail),
        "Fill": (grpc.unary_unary_rpc_method_handler, fill),
        "Wait": (grpc.unary_unary_rpc_method_handler, wait),
        "Noted": (grpc.unary_unary_rpc_method_handler, noted),
    }
    handlers = {
        name: kind(function, request_deserializer=Probe.FromString, response_serializer=Probe.SerializeToString)
        for name, (kind, function) in kinds.items()
    }
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0)


# --- client -----------------------------------------------------------------------------------------------------------

def method(channel, kind, name):
    return getattr(channel, kind)(
        f"/{SERVICE}/{name}", request_serializer=Probe.SerializeToString, response_deserializer=Probe.FromString)


def told(metadata):
    return [[key, list(value) if isinstance(value, bytes) else value] for key, value in metadata or ()]


def outcome(call):
    """How a call ended: its code and detail, and its trailers."""
    return {"code": call.code().value[0], "detail": call.details(), "trailers": told(call.trailing_metadata())}


def run_echo(channel):
    request = Probe(text="حساب المواطن", number=-9_000_000_000_000_000_000, payload=bytes(range(256)))
    answer, call = method(channel, "unary_unary", "Echo").with_call(request, timeout=10)
    return dict(outcome(call), same=answer == request, text=answer.text, number=answer.number)


def run_metadata(channel):
    metadata = [("x-one", "first"), ("x-one", "second"), ("x-bytes-bin", bytes(range(256)))]
    _, call = method(channel, "unary_unary", "Echo").with_call(Probe(), metadata=metadata, timeout=10)
    return outcome(call)


def run_collect(channel):
    requests = (Probe(text=str(number), number=number) for number in range(1, 101))
    answer, call = method(channel, "stream_unary", "Collect").with_call(requests, timeout=10)
    return dict(outcome(call), text=answer.text, number=answer.number)


def run_repeat(channel):
    call = method(channel, "unary_stream", "Repeat")(Probe(text="ر", number=100), timeout=10)
    answers = [[answer.text, answer.number] for answer in call]
    return dict(outcome(call), answers=answers)


def run_converse(channel):
    said, heard = [], []
    turn = threading.Semaphore(0)

    def requests():
        for number in range(20):
            said.append(number)
            yield Probe(text="قل", number=number)
            turn.acquire(timeout=5)

    call = method(channel, "stream_stream", "Converse")(requests(), timeout=10)
    # Each request is made only after the answer to the one before, so that a server that batches would hang here.
    for answer in call:
        heard.append([answer.text, answer.number, len(said)])
        turn.release()
    return dict(outcome(call), heard=heard)


def run_fail(channel):
    answers = []
    for code in range(1, 17):
        try:
            request = Probe(text=f"رُفض الطلب: {code} % \n", number=code, payload=bytes(range(256)))
            method(channel, "unary_unary", "Fail")(request, timeout=10)
        except grpc.RpcError as error:
            answers.append(outcome(error))
    return {"answers": answers}


def run_unknown(channel):
    try:
        method(channel, "unary_unary", "NoSuchMethod")(Probe(), timeout=10)
    except grpc.RpcError as error:
        return outcome(error)


def run_deadline(channel):
    start = time.monotonic()
    try:
        method(channel, "unary_unary", "Wait")(Probe(text="python deadline"), timeout=0.5)
    except grpc.RpcError as error:
        elapsed = time.monotonic() - start
        answer = method(channel, "unary_unary", "Noted")(Probe(text="python deadline", number=1), timeout=10)
        return dict(outcome(error), elapsed=elapsed, noted=answer.text, left_ms=answer.number)


def run_cancel(channel):
    waiting = method(channel, "unary_unary", "Wait").future(Probe(text="python cancel"))
    started = method(channel, "unary_unary", "Noted")(Probe(text="python cancel"), timeout=10)
    waiting.cancel()
    ended = method(channel, "unary_unary", "Noted")(Probe(text="python cancel", number=1), timeout=10)
    return {"started": started.text, "ended": ended.text, "left_ms": ended.number, "cancelled": waiting.cancelled()}


def run_gzip(channel):
    request = Probe(text="a" * 1_000_000)
    answer, call = method(channel, "unary_unary", "Echo").with_call(
        request, metadata=[("x-compress", "1")], compression=grpc.Compression.Gzip, timeout=10)
    return dict(outcome(call), same=answer == request)


def run_large(channel):
    """Messages of exactly 4 MiB pass both ways; one byte more is refused by whoever receives it."""
    # A payload of this size makes the message 4 MiB: one byte of tag and four of length go before it.
    whole = 4 * 1024 * 1024 - 5
    answer = method(channel, "unary_unary", "Echo")(Probe(payload=bytes(whole)), timeout=20)
    seen = {"bytes": answer.ByteSize()}
    for name, request in [("Echo", Probe(payload=bytes(whole + 1))), ("Fill", Probe(number=whole + 1))]:
        try:
            method(channel, "unary_unary", name)(request, timeout=20)
        except grpc.RpcError as error:
            seen[name] = outcome(error)
    return seen


def main():
    if sys.argv[1] == "server":
        serve()
        return
    with grpc.insecure_channel(f"127.0.0.1:{sys.argv[2]}") as channel:
        print(json.dumps(globals()[f"run_{sys.argv[3]}"](channel)))


if __name__ == "__main__":
    main()
