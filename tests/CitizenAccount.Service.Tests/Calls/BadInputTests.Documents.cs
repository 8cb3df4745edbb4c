using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of documents.
public sealed partial class BadInputTests
{
    private static IEnumerable<BadInput> Documents() =>
        [.. UploadHeaders(), .. Downloads(), .. DocumentLists(), .. RequiredDocumentLists()];

    private static IEnumerable<BadInput> UploadHeaders()
    {
        foreach (var name in NoHouseholds)
        {
            yield return Upload($"household {Shown(name)}", header => header.Household = name, "header.household");
        }

        var id = Guid.NewGuid().ToString("D");
        foreach (var wrong in new[] { "", "x", id + " ", $"{{{id}}}", id[..^1], id.Replace("-", ""), new string('0', 8) + "-0000-0000-0000-000000000000" })
        {
            yield return Upload($"request_id {Shown(wrong).Replace(id, "id")} of {wrong.Length}", header => header.RequestId = wrong, "header.request_id");
        }

        foreach (var kind in new[] { 0, 22, 99, -1, int.MaxValue })
        {
            yield return Upload($"kind {kind}", header => header.Kind = (DocumentKind)kind, "header.kind");
        }

        string[] members =
        [
            "x", "members/1", $"{Household}/members/", $"{Household}/members/0", $"{Household}/members/01", $"{Household}/members/-1",
            $"{Household}/members/1 ", $"{Household}/members/12345", $"{Household}/members/\u0661", $"{Household}/members/1/x",
            $"{Household}/documents/1", Household, RunningService.HouseholdAt(2).Name + "/members/1",
        ];
        foreach (var member in members)
        {
            yield return Upload($"member {Shown(member)}", header => header.Member = member, "header.member");
        }

        string[] names =
        [
            "", "   ", ".", "..", "../x.pdf", "a/b.pdf", "a\\b.pdf", "C:x.pdf", "a\0.pdf", "a\n.pdf", "a\u202Efdp.exe", "a\u2066.pdf",
            "<b>.pdf", "a|b", "a*", "a?", "a\"b", "\uFEFFa", new string('a', 201), new string('\u0635', 50_000),
        ];
        foreach (var name in names)
        {
            yield return Upload($"file name {Shown(name)}", header => header.FileName = name, "header.file_name");
        }

        foreach (var size in new[] { 0, -1, long.MinValue })
        {
            yield return Upload($"size {size}", header => header.SizeBytes = size, "header.size_bytes");
        }

        foreach (var hash in new[] { "", "a", new string('a', 63), new string('a', 65), new string('g', 64), new string('\u0661', 64), " " + new string('a', 63) })
        {
            yield return Upload($"hash {Shown(hash)}", header => header.ContentSha256 = hash, "header.content_sha256");
        }

        yield return Upload("everything wrong", header =>
        {
            (header.RequestId, header.Household, header.Kind, header.Member) = ("1", "x", (DocumentKind)77, "y");
            (header.FileName, header.SizeBytes, header.ContentSha256) = ("../", 10_485_761, "z");
        }, "header.request_id", "header.household", "header.kind", "header.member", "header.file_name", "header.size_bytes", "header.content_sha256");
        yield return new("an empty header", new UploadDocumentRequest { Header = new() }, "header.request_id", "header.household", "header.kind",
            "header.file_name", "header.size_bytes", "header.content_sha256");
    }

    private static BadInput Upload(string what, Action<UploadDocumentHeader> spoil, params string[] fields)
    {
        var header = WorkingCalls.SoundHeader(RunningService.HouseholdAt(1), Clients.Asked);
        spoil(header);
        return new BadInput(what, new UploadDocumentRequest { Header = header }, fields);
    }

    private static IEnumerable<BadInput> Downloads()
    {
        const string Id = "019318f0-0000-7000-8000-00000000dead";
        string[] names =
        [
            .. NoHouseholds.Select(name => $"{name}/documents/{Id}"), "", Household, $"{Household}/documents/", $"{Household}/documents/1",
            $"{Household}/documents/{Id} ", $"{Household}/documents/{Id}/", $"{Household}/documents/{{{Id}}}", $"{Household}/members/{Id}",
            $"documents/{Id}", $"{Household}/documents/{Id}/documents/{Id}", $"{Household}//documents/{Id}",
        ];
        foreach (var (name, row) in names.Distinct().Select((name, row) => (name, row)))
        {
            yield return new($"name {row}, {Shown(name)}", new DownloadDocumentRequest { Name = name, Purpose = Clients.Asked }, "name");
        }
    }

    private static IEnumerable<BadInput> DocumentLists()
    {
        foreach (var name in NoHouseholds)
        {
            yield return new($"parent {Shown(name)}", new ListDocumentsRequest { Parent = name, Purpose = Clients.Asked }, "parent");
        }

        foreach (var kind in new[] { 0, 22, -1, int.MaxValue })
        {
            var request = new ListDocumentsRequest { Parent = Household, Purpose = Clients.Asked, Kinds = { DocumentKind.Lease, (DocumentKind)kind } };
            yield return new($"kind {kind}", request, "kinds");
        }

        foreach (var size in new[] { -1, int.MinValue })
        {
            yield return new($"page size {size}", new ListDocumentsRequest { Parent = Household, PageSize = size, Purpose = Clients.Asked }, "page_size");
        }

        yield return new("a made-up page token", new ListDocumentsRequest { Parent = Household, PageToken = "x\u0000", Purpose = Clients.Asked })
        {
            Reason = PageTokenInvalid,
        };
        yield return new("everything wrong", new ListDocumentsRequest
        {
            Parent = "x",
            Kinds = { DocumentKind.Unspecified },
            PageSize = -5,
            Consistency = new Consistency { FullyConsistent = false },
        }, "parent", "kinds", "page_size", "consistency.fully_consistent");
    }

    private static IEnumerable<BadInput> RequiredDocumentLists()
    {
        foreach (var name in NoHouseholds)
        {
            yield return new($"parent {Shown(name)}", new ListRequiredDocumentsRequest { Parent = name, Purpose = Clients.Asked }, "parent");
        }

        yield return new("a made-up page token", new ListRequiredDocumentsRequest { Parent = Household, PageToken = "AAAA", Purpose = Clients.Asked })
        {
            Reason = PageTokenInvalid,
        };
        yield return new("everything wrong", new ListRequiredDocumentsRequest
        {
            Parent = "",
            PageSize = int.MinValue,
            Consistency = new Consistency { MinimizeLatency = false },
        }, "parent", "page_size", "consistency.minimize_latency");
    }
}
