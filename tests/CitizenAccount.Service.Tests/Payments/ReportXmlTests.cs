using System.Text;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>How reports of banks are read: what each element means, and what is refused before anything is believed.
/// </summary>
public sealed class ReportXmlTests
{
    private static readonly Sent One = new(InstructionName.Of(7, 1), default, 1_234_56);
    private static readonly Sent Two = new(InstructionName.Of(7, 2), default, 100_00);

    [Theory]
    [InlineData("BOOK", "DBIT", false, "", BankWord.Settled)]
    [InlineData("BOOK", "CRDT", true, "", BankWord.Returned)]
    [InlineData("BOOK", "CRDT", false, "AC04", BankWord.Returned)]
    [InlineData("PDNG", "DBIT", false, "", BankWord.Pending)]
    [InlineData("INFO", "DBIT", false, "", BankWord.Pending)]
    [InlineData("FUTR", "CRDT", false, "AC04", BankWord.Pending)]
    internal void An_entry_says_what_its_status_its_side_and_its_reversal_say_together(
        string status, string side, bool reversed, string code, BankWord word)
    {
        var line = Assert.Single(Lines(Camt(Entry(One, status, side, reversed, code))));
        Assert.Equal((One.Id, word, One.Amount, (ReportProblem?)null), (line.Id, line.Word, line.Amount, line.Problem));
    }

    [Theory]
    [InlineData("BOOK", "DBIT", true, "", ReportProblem.Contradicts)]
    [InlineData("BOOK", "DBIT", false, "AC04", ReportProblem.Contradicts)]
    [InlineData("BOOK", "CRDT", false, "", ReportProblem.Contradicts)]
    [InlineData("", "DBIT", false, "", ReportProblem.Unreadable)]
    [InlineData("DONE", "DBIT", false, "", ReportProblem.Unreadable)]
    [InlineData("BOOK", "", false, "", ReportProblem.Unreadable)]
    internal void An_entry_that_says_nothing_lawful_of_a_payment_is_a_line_for_a_person(
        string status, string side, bool reversed, string code, ReportProblem problem) =>
        Assert.Equal(problem, Assert.Single(Lines(Camt(Entry(One, status, side, reversed, code)))).Problem);

    [Fact]
    public void The_status_of_an_entry_is_read_in_the_form_of_older_versions_too()
    {
        var old = Camt(Entry(One, "BOOK", "DBIT").Replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>"), version: "02");
        Assert.Equal(BankWord.Settled, Assert.Single(Lines(old)).Word);
    }

    [Fact]
    public void An_entry_without_details_is_one_line_that_names_nobody()
    {
        var line = Assert.Single(Lines(Camt(
            "<Ntry><Amt Ccy=\"SAR\">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>")));
        Assert.Equal(("", ReportProblem.Unreadable), (line.Id, line.Problem));
    }

    [Fact]
    public void A_single_detail_without_an_amount_takes_that_of_its_entry_and_two_do_not()
    {
        static string Bare(Sent sent) => $"<TxDtls><Refs><EndToEndId>{sent.Id}</EndToEndId></Refs></TxDtls>";
        static string Of(string details) => Camt(
            "<Ntry><Amt Ccy=\"SAR\">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls>"
            + details + "</NtryDtls></Ntry>");
        Assert.Equal((100_00, null), Assert.Single(Lines(Of(Bare(Two))).Select(line => (line.Amount, line.Problem))));
        Assert.All(Lines(Of(Bare(One) + Bare(Two))), line => Assert.Equal(ReportProblem.Unreadable, line.Problem));
    }

    [Theory]
    [InlineData("ACSC", BankWord.Settled)]
    [InlineData("ACSP", BankWord.Accepted)]
    [InlineData("PDNG", BankWord.Pending)]
    [InlineData("RJCT", BankWord.Rejected)]
    internal void A_status_is_a_word_of_ours(string status, BankWord word)
    {
        var line = Assert.Single(Lines(Pain(Transaction(One, status))));
        Assert.Equal((word, (ReportProblem?)null), (line.Word, line.Problem));
    }

    [Fact]
    public void A_deposit_is_believed_with_its_amount_only_and_a_refusal_without_one()
    {
        Assert.Equal(ReportProblem.Unreadable, Assert.Single(Lines(Pain(Transaction(One, "ACSC", amount: "")))).Problem);
        var refused = Assert.Single(Lines(Pain(Transaction(One, "RJCT", amount: ""))));
        Assert.Equal((BankWord.Rejected, 0, (ReportProblem?)null), (refused.Word, refused.Amount, refused.Problem));
    }

    [Theory]
    [InlineData("<OrgnlEndToEndId>CA-7-2-00</OrgnlEndToEndId>")]
    [InlineData("<OrgnlInstrId>CA-7-2-00</OrgnlInstrId>")]
    [InlineData("<TxSts>RJCT</TxSts>")]
    [InlineData("<OrgnlTxRef><Amt><InstdAmt Ccy=\"SAR\">1.00</InstdAmt></Amt></OrgnlTxRef>")]
    public void A_line_that_says_two_things_is_unreadable(string second)
    {
        var line = Assert.Single(Lines(Pain(Transaction(One, "ACSC").Replace("</TxInfAndSts>", second + "</TxInfAndSts>"))));
        Assert.Equal(ReportProblem.Unreadable, line.Problem);
    }

    [Theory]
    [InlineData("1234.561")]
    [InlineData("-1234.56")]
    [InlineData("0")]
    [InlineData("1e3")]
    [InlineData("1,234.56")]
    [InlineData("99999999999999999999999999")]
    public void An_amount_that_is_none_is_unreadable(string amount) =>
        Assert.Equal(ReportProblem.Unreadable, Assert.Single(Lines(Pain(Transaction(One, "ACSC", amount)))).Problem);

    [Fact]
    public void A_value_that_only_begins_like_an_id_of_ours_is_none()
    {
        var padded = One.Id + new string(' ', 300) + "X";
        var line = Assert.Single(Lines(Pain(Transaction(One, "ACSC").Replace(One.Id, padded, StringComparison.Ordinal))));
        Assert.Equal(XmlWalk.NoText, line.Id);
        var split = One.Id.Insert(3, "<b/>");
        Assert.Equal(
            XmlWalk.NoText,
            Assert.Single(Lines(Pain(Transaction(One, "ACSC").Replace(One.Id, split, StringComparison.Ordinal)))).Id);
    }

    [Fact]
    public void What_another_namespace_says_is_passed_over()
    {
        var other = Transaction(One, "ACSC").Replace(
            "<TxSts>", "<x:TxSts xmlns:x=\"urn:other\"><x:TxSts>RJCT</x:TxSts></x:TxSts><TxSts>", StringComparison.Ordinal);
        Assert.Equal((BankWord.Settled, null), Assert.Single(Lines(Pain(other)).Select(line => (line.Word, line.Problem))));
    }

    [Theory]
    [InlineData("RJCT", "AC04", 0, true)]
    [InlineData("RJCT", "", 1, true)]
    [InlineData("ACSP", "", 0, true)]
    [InlineData("ACSP", "", 1, false)]
    [InlineData("PART", "", 1, false)]
    public void A_status_of_the_whole_file_counts_where_it_is_a_refusal_or_there_are_no_lines(
        string status, string code, int lines, bool counts)
    {
        using var open = Open(Pain(lines == 0 ? "" : Transaction(One, "ACSC"), group: status, groupCode: code));
        Assert.Equal(lines, open.ReadLines().Count());
        Assert.Equal(counts, open.OfAll is not null);
        Assert.Equal(counts ? (code.Length > 0 ? code : status) : null, open.OfAll?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PART")]
    [InlineData("WHAT")]
    public void A_report_that_says_nothing_of_anything_is_refused(string group) =>
        Assert.Equal("WRONG_SCHEMA", ProblemOf(Pain("", group: group)));

    [Theory]
    [InlineData(2, "1334.56", null)]
    [InlineData(3, "1334.56", "REPORT_TOTALS_WRONG")]
    [InlineData(2, "1334.55", "REPORT_TOTALS_WRONG")]
    public void The_entries_are_held_against_what_the_notification_states(int count, string sum, string? reason)
    {
        var summary = $"<TxsSummry><TtlNtries><NbOfNtries>{count}</NbOfNtries><Sum>{sum}</Sum></TtlNtries></TxsSummry>";
        var report = Camt(summary + Entry(One, "BOOK", "DBIT") + Entry(Two, "BOOK", "DBIT"));
        Assert.Equal(reason, ReasonOf(report));
    }

    [Fact]
    public void Sums_of_credits_and_debits_are_held_too_and_each_notification_by_itself()
    {
        static string Stated(string side, string sum) =>
            $"<TxsSummry><{side}><NbOfNtries>1</NbOfNtries><Sum>{sum}</Sum></{side}></TxsSummry>";
        Assert.Null(ReasonOf(Camt(
            Stated("TtlDbtNtries", "1234.56") + Entry(One, "BOOK", "DBIT") + "</Ntfctn><Ntfctn>"
            + Stated("TtlCdtNtries", "100.00") + Entry(Two, "BOOK", "CRDT", true))));
        Assert.Equal("REPORT_TOTALS_WRONG", ReasonOf(Camt(Stated("TtlCdtNtries", "1234.56") + Entry(One, "BOOK", "DBIT"))));
    }

    [Theory]
    [InlineData("pain.002.001.10", "urn:iso:std:iso:20022:tech:xsd:pain.008.001.10")]
    [InlineData("urn:iso:std:iso:20022:tech:xsd:pain.002.001.10", "urn:somebody")]
    [InlineData("CstmrPmtStsRpt", "BkToCstmrDbtCdtNtfctn")]
    [InlineData("Document", "Dokument")]
    [InlineData("<MsgId>BANK-1</MsgId>", "")]
    [InlineData("<MsgId>BANK-1</MsgId>", "<MsgId>BANK-1</MsgId><MsgId>BANK-2</MsgId>")]
    [InlineData("<OrgnlMsgId>CA-B000007-F001</OrgnlMsgId>", "")]
    public void What_is_not_the_message_it_should_be_is_refused(string part, string instead) => Assert.Equal(
        "WRONG_SCHEMA", ProblemOf(Pain(Transaction(One, "ACSC")).Replace(part, instead, StringComparison.Ordinal)));

    public static TheoryData<string, string, string> Attacks => new()
    {
        { "an entity", "ENTITY_FOUND", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>" },
        {
            "entities of entities", "ENTITY_FOUND",
            "<!DOCTYPE a [<!ENTITY b \"cccc\"><!ENTITY d \"&b;&b;&b;&b;\"><!ENTITY e \"&d;&d;&d;\">]><a>&e;</a>"
        },
        { "a file of this machine", "ENTITY_FOUND", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>" },
        { "an undeclared entity", "ENTITY_FOUND", Pain(Transaction(One, "ACSC")).Replace("ACSC", "&status;", StringComparison.Ordinal) },
        { "nothing", "TRUNCATED", "" },
        { "no XML", "NOT_XML", "MsgId,Status\nCA-7-1,ACSC\n" },
        { "cut off", "TRUNCATED", Pain(Transaction(One, "ACSC"))[..^40] },
        { "crossed elements", "NOT_XML", Pain("<TxInfAndSts><a><b></a></b></TxInfAndSts>") },
        { "a declared encoding that is another", "WRONG_ENCODING", "<?xml version=\"1.0\" encoding=\"ISO-8859-6\"?>" + Pain(Transaction(One, "ACSC")) },
        { "too deep", "TOO_DEEP", Pain(string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100))) },
        { "an endless value", "WRONG_SCHEMA", Pain(Transaction(One, new string('A', 100_000))) },
        { "an endless attribute", "WRONG_SCHEMA", Pain($"<TxInfAndSts a=\"{new string('>', 100_000)}\"/>") },
        { "an endless name", "WRONG_SCHEMA", Pain($"<{new string('a', 100_000)}/>") },
        { "endlessly many names", "WRONG_SCHEMA", Pain(string.Concat(Enumerable.Range(0, 10_000).Select(number => $"<a{number}/>"))) },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_refused_by_name(string name, string problem, string report)
    {
        Assert.NotEmpty(name);
        Assert.Equal(problem, ProblemOf(report));
    }

    [Fact]
    public void Bytes_of_another_encoding_are_refused_and_a_mark_of_UTF_8_is_not()
    {
        var text = Pain(Transaction(One, "ACSC"));
        Assert.Equal("WRONG_ENCODING", ProblemOf(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray()));
        Assert.Equal("WRONG_ENCODING", ProblemOf(Encoding.Latin1.GetBytes(text.Replace("BANK", "BÄNK", StringComparison.Ordinal))));
        byte[] marked = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)];
        using var open = ReportXml.Open(new MemoryStream(marked), null);
        Assert.Single(open.ReadLines());
    }

    private static string Entry(Sent sent, string status, string side, bool reversed = false, string code = "") =>
        $"<Ntry><Amt Ccy=\"SAR\">{BankAmount.TextOf(sent.Amount)}</Amt><CdtDbtInd>{side}</CdtDbtInd>"
        + (reversed ? "<RvslInd>true</RvslInd>" : "")
        + $"<Sts><Cd>{status}</Cd></Sts><NtryDtls><TxDtls><Refs><EndToEndId>{sent.Id}</EndToEndId></Refs>"
        + $"<Amt Ccy=\"SAR\">{BankAmount.TextOf(sent.Amount)}</Amt>"
        + (code.Length > 0 ? $"<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf>" : "")
        + "</TxDtls></NtryDtls></Ntry>";

    private static string Transaction(Sent sent, string status, string? amount = null) =>
        $"<TxInfAndSts><OrgnlInstrId>{sent.Id}</OrgnlInstrId><OrgnlEndToEndId>{sent.Id}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        + (amount == "" ? "" : $"<OrgnlTxRef><Amt><InstdAmt Ccy=\"SAR\">{amount ?? BankAmount.TextOf(sent.Amount)}</InstdAmt></Amt></OrgnlTxRef>")
        + "</TxInfAndSts>";

    private static string Camt(string entries, string version = "08") =>
        $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}\"><BkToCstmrDbtCdtNtfctn>"
        + $"<GrpHdr><MsgId>BANK-1</MsgId></GrpHdr><Ntfctn>{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>";

    private static string Pain(string transactions, string group = "", string groupCode = "") =>
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>BANK-1</MsgId></GrpHdr>"
        + "<OrgnlGrpInfAndSts><OrgnlMsgId>CA-B000007-F001</OrgnlMsgId>"
        + (group.Length > 0 ? $"<GrpSts>{group}</GrpSts>" : "")
        + (groupCode.Length > 0 ? $"<StsRsnInf><Rsn><Cd>{groupCode}</Cd></Rsn></StsRsnInf>" : "")
        + $"</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>{transactions}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";

    private static OpenReport Open(string report) => ReportXml.Open(new MemoryStream(Encoding.UTF8.GetBytes(report)), null);

    private static List<ReportedLine> Lines(string report)
    {
        using var open = Open(report);
        return [.. open.ReadLines()];
    }

    private static string? ReasonOf(string report) => RefusalOf(Encoding.UTF8.GetBytes(report))?.Reason switch
    {
        null => null,
        { } reason => RefusalCatalogue.NameOf(reason),
    };

    private static string? ProblemOf(string report) => ProblemOf(Encoding.UTF8.GetBytes(report));

    private static string? ProblemOf(byte[] report) => RefusalOf(report)?.Facts["problem"];

    private static Refusal? RefusalOf(byte[] report)
    {
        try
        {
            using var open = ReportXml.Open(new MemoryStream(report), null);
            _ = open.ReadLines().Count();
            return null;
        }
        catch (RefusalException refused)
        {
            return refused.Refusal;
        }
    }
}
