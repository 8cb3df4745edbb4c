using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Conformance;
using Google.Protobuf;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>The kit for partners, tried with a partner that does everything right and with ones that do one thing wrong:
/// a kit that passes everybody would prove nothing.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { nameof(KitPartner.WithoutLegalBasis), "stream/hello-first" },
        { nameof(KitPartner.WithoutTime), "stream/answers-income" },
        { nameof(KitPartner.WithoutHeartbeat), "stream/sign-of-life" },
        { nameof(KitPartner.AnswersOtherwise), "stream/answers-again" },
        { nameof(KitPartner.ComesTooEarly), "stream/goodbye" },
        { nameof(KitPartner.WithNewRequestId), "submission/continues" },
        { nameof(KitPartner.WithoutKind), "submission/records" },
        { nameof(KitPartner.CountsWrong), "submission/count" },
        { nameof(KitPartner.HashesWithoutLengths), "submission/hash" },
        { nameof(KitPartner.SignsAsDer), "submission/signature" },
    };

    [Fact]
    public async Task A_partner_that_does_everything_right_passes_every_case()
    {
        var (book, _) = await PlayAsync(new KitPartner());
        Assert.True(book.AllPassed, book.Report());
        Assert.EndsWith($"{book.Cases.Count} of {book.Cases.Count} cases passed\n", book.Report().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_partner_that_does_one_thing_wrong_fails_that_case(string fault, string name)
    {
        var partner = new KitPartner();
        typeof(KitPartner).GetProperty(fault)!.SetValue(partner, true);
        var (book, only) = await PlayAsync(partner, name.Split('/')[0]);
        Assert.False(book.AllPassed);
        Assert.True(book.Cases.Single(one => one.Name == name).Outcome == Outcome.Failed, book.Report());
        Assert.NotEqual("", only);
    }

    [Fact]
    public void The_golden_vectors_are_what_this_implementation_makes_too()
    {
        var shipped = GoldenVectors.Shipped();
        var (golden, made) = (GoldenVectors.Read(shipped), GoldenVectors.Read(GoldenVectors.Make(shipped)));
        Assert.Equal(golden.Records.Select(one => one.Encoding), made.Records.Select(one => one.Encoding));
        Assert.Equal(golden.Replies.Select(one => one.Encoding), made.Replies.Select(one => one.Encoding));
        Assert.Equal(golden.RecordsSha256, made.RecordsSha256);
        Assert.All(golden.Records.Concat(golden.Replies), one => Assert.NotEqual("", one.Encoding));
    }

    [Fact]
    public void What_a_partner_made_of_the_vectors_is_judged_case_by_case()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var golden = GoldenVectors.Read(GoldenVectors.Shipped());
        var hash = Convert.FromHexString(golden.RecordsSha256);
        var right = new Dictionary<string, object>
        {
            ["record_encodings"] = golden.Records.Select(one => one.Encoding),
            ["records_sha256"] = golden.RecordsSha256,
            ["reply_encodings"] = golden.Replies.Select(one => one.Encoding),
            ["signature"] = Convert.ToBase64String(key.SignHash(hash)),
            ["public_key"] = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
        };
        Assert.True(GoldenVectors.Judge(JsonSerializer.Serialize(right)).AllPassed);
        (string Field, object Value, string Case)[] wrong =
        [
            ("record_encodings", golden.Records.Select(one => one.Encoding).Reverse(), "vectors/record-encodings"),
            ("records_sha256", new string('0', 64), "vectors/records-sha256"),
            ("reply_encodings", golden.Replies.Select(one => one.Encoding).Skip(1), "vectors/reply-encodings"),
            ("signature", Convert.ToBase64String(key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)), "vectors/signature"),
        ];
        foreach (var (field, value, name) in wrong)
        {
            var book = GoldenVectors.Judge(JsonSerializer.Serialize(new Dictionary<string, object>(right) { [field] = value }));
            Assert.Equal([name], book.Cases.Where(one => one.Outcome == Outcome.Failed).Select(one => one.Name));
        }

        Assert.All(GoldenVectors.Judge("{}").Cases, one => Assert.Equal(Outcome.Failed, one.Outcome));
    }

    [Fact]
    public void Every_golden_record_is_one_the_service_takes()
    {
        var agreement = new Service.Partners.PartnerAgreement
        {
            IncomeKinds = [Rules.Households.IncomeKind.Salary, Rules.Households.IncomeKind.ImamStipend, Rules.Households.IncomeKind.Other],
        };
        foreach (var one in GoldenVectors.Read(GoldenVectors.Shipped()).Records)
        {
            var record = GoldenVectors.Record(one);
            Assert.Null(Service.Partners.Submissions.RecordRules.Read(record, agreement, Hosting.RunningService.Start, out _));
            Assert.Equal(one.Encoding, Convert.ToHexStringLower(record.ToByteArray()));
        }
    }

    private static async Task<(CaseBook Book, string Played)> PlayAsync(KitPartner partner, string only = "")
    {
        var kit = await Kit.StartAsync(new KitOptions
        {
            Port = 0,
            Only = only is "call" ? "" : only,
            HeartbeatSeconds = 1,
            StepSeconds = 4,
            PublicKey = partner.PublicKey,
        });
        await using (kit)
        {
            await partner.PlayAsync(kit.Address, only);
            await kit.EndedAsync(TimeSpan.FromSeconds(1));
            return (kit.Book, partner.Played);
        }
    }
}
