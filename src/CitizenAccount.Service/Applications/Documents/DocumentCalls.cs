using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>The calls of documents at the wire.</summary>
internal sealed class DocumentCalls(
    DocumentUploads uploads,
    DocumentsStore store,
    DocumentWire wire,
    DocumentTokens tokens,
    UploadPlaces places,
    DocumentOptions options,
    Writes writes,
    FindCase findCase,
    FindRevision findRevision,
    TimeProvider clock)
{
    public async Task<UploadDocumentResponse> UploadDocument(
        IAsyncStreamReader<UploadDocumentRequest> requestStream, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var stream = new UploadStream(requestStream, options, clock, stop);
        var sent = await stream.ReadHeaderAsync();
        var header = UploadHeader.Parse(sent) with { By = Actor.Of(context.Caller(), sent.Purpose) };
        context.State().Touch(header.Household, sent.Purpose);
        header.RequireSize();

        // A repeat is answered from its header alone: the chunks, if any, are not read again.
        var write = WriteRequest.Of(context, sent);
        if (await writes.FindEarlierAsync<UploadDocumentResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        header.RequireChannel(context.Caller(), sent.Purpose);
        RequireMember(await findCase(header.Household, stop) ?? throw HouseholdAbsent(), header.Member);
        await uploads.RequireRoomAsync(header, stop);
        UploadPlace? place = null;
        try
        {
            var content = await stream.ReceiveAsync(header, () => place = places.Enter(context.Caller().Subject));
            return await uploads.KeepAsync(write, header, content, stop);
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <summary>The description, then the bytes. Whoever hands them to a browser does so as an attachment, never
    /// inline: what was checked is what the content is, not what a browser makes of it.</summary>
    public async Task DownloadDocument(
        DownloadDocumentRequest request,
        IServerStreamWriter<DownloadDocumentResponse> responseStream,
        ServerCallContext context)
    {
        var check = new RequestCheck();
        check.That(
            DocumentName.TryParse(request.Name, out var name), "name",
            "اسم المستند غير صحيح؛ صيغته households/{household}/documents/{document}.",
            "No document name; its form is households/{household}/documents/{document}.");
        check.ThrowIfBad();
        context.State().TouchAsMember(name.Household, request.Purpose, ErrorReason.DocumentNotFound);
        var stop = context.CancellationToken;
        var row = await store.FindAsync(name, stop);
        if (row is null || (OnlyAbout(context.Caller(), name.Household) is { } member && row.Member != member))
        {
            throw Refusal.Of(ErrorReason.DocumentNotFound).ToException();
        }

        await SendAsync(responseStream, new DownloadDocumentResponse { Document = wire.ToWire(row) }, stop);
        var parts = (row.SizeBytes + DocumentLimits.ChunkBytes - 1) / DocumentLimits.ChunkBytes;
        for (var part = 0; part < parts; part++)
        {
            var chunk = UnsafeByteOperations.UnsafeWrap(await store.ReadPartAsync(row, part, stop));
            await SendAsync(responseStream, new DownloadDocumentResponse { Chunk = chunk }, stop);
        }
    }

    public async Task<ListDocumentsResponse> ListDocuments(ListDocumentsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = ReadHousehold(request.Parent, check);
        var size = Paging.ReadSize(request.PageSize, check);
        check.That(
            request.Kinds.All(kind => Enum.IsDefined(kind) && kind != DocumentKind.Unspecified), "kinds",
            "اختر أنواع المستندات من القائمة.", "Choose kinds of documents from the list.");
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().TouchAsMember(household, request.Purpose);
        var wanted = tokens.Read(request.Consistency, household);
        DocumentKind[] kinds = [.. request.Kinds.Distinct().Order()];
        var member = OnlyAbout(context.Caller(), household);
        var place = new DocumentPlace(
            household, context.Caller().Subject, $"documents {string.Join(',', kinds.Select(kind => (int)kind))}");
        var below = tokens.ReadPage(request.PageToken, place, int.MaxValue);
        var revision = await findRevision(household, context.CancellationToken) ?? throw HouseholdAbsent();
        DocumentTokens.Require(wanted, revision);

        // One more than wanted tells whether there is a next page.
        var rows = await store.ListAsync(
            new DocumentFilter(household, kinds, member), below, size + 1, context.CancellationToken);
        var response = new ListDocumentsResponse
        {
            NextPageToken = rows.Count > size ? tokens.Page(rows[size - 1].Number, place) : "",
            Freshness = tokens.FreshnessOf(revision),
            ConsistencyToken = tokens.Issue(
                household, await tokens.SeenAsync(household, wanted, context.CancellationToken), revision),
        };
        response.Documents.Add(rows.Take(size).Select(wire.ToWire));
        return response;
    }

    public async Task<ListRequiredDocumentsResponse> ListRequiredDocuments(
        ListRequiredDocumentsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = ReadHousehold(request.Parent, check);
        var size = Paging.ReadSize(request.PageSize, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().TouchAsMember(household, request.Purpose);
        var wanted = tokens.Read(request.Consistency, household);
        var place = new DocumentPlace(household, context.Caller().Subject, "required");
        var from = tokens.ReadPage(request.PageToken, place, 0);
        var stop = context.CancellationToken;
        var revision = await findRevision(household, stop) ?? throw HouseholdAbsent();
        DocumentTokens.Require(wanted, revision);
        var documentCase = await findCase(household, stop) ?? throw HouseholdAbsent();
        var member = OnlyAbout(context.Caller(), household);
        var required = RequiredDocuments
            .Of(documentCase with { Documents = await store.ListPresentAsync(household, stop) })
            .Where(row => member is null || row.Member == member)
            .Skip(from).Take(size + 1).ToList();
        var response = new ListRequiredDocumentsResponse
        {
            NextPageToken = required.Count > size ? tokens.Page(from + size, place) : "",
            Freshness = tokens.FreshnessOf(revision),
            ConsistencyToken = tokens.Issue(
                household, await tokens.SeenAsync(household, wanted, context.CancellationToken), revision),
        };
        response.RequiredDocuments.Add(required.Take(size).Select(row => DocumentWire.ToWire(row, household)));
        return response;
    }

    // The library calls it a misuse to write to a call whose client has gone meanwhile.
    private static async Task SendAsync(
        IServerStreamWriter<DownloadDocumentResponse> stream, DownloadDocumentResponse message, CancellationToken stop)
    {
        try
        {
            await stream.WriteAsync(message, stop);
        }
        catch (InvalidOperationException gone) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(gone.Message, gone, stop);
        }
    }

    // A dependant of the household sees what is about the dependant alone; null is no such bound.
    private static int? OnlyAbout(Caller caller, HouseholdId household) =>
        !caller.ActsForOthers && caller.Household != household && caller.MemberOf == household
            ? caller.MemberPosition
            : null;

    private static void RequireMember(DocumentCase documentCase, int position)
    {
        var check = new RequestCheck();
        UploadHeader.CheckMember(check, position == 0 || documentCase.Members.Count == 0
            || documentCase.Members.Any(member => member.Position == position));
        check.ThrowIfBad();
    }

    private static HouseholdId ReadHousehold(string name, RequestCheck check)
    {
        check.That(
            HouseholdId.TryParseName(name, out var household), "parent",
            "اسم الأسرة غير صحيح؛ صيغته households/{household}.",
            "No household name; its form is households/{household}.");
        return household;
    }

    private static RefusalException HouseholdAbsent() => Refusal.Of(ErrorReason.HouseholdNotFound).ToException();
}
