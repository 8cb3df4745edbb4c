using System.Globalization;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Time;
using Spectre.Console;

namespace CitizenAccount.Service.Demo;

/// <summary>Prints a decided month beside the figures published for batch 99.</summary>
internal static class DemoSummary
{
    public static void Print(DemoCounts counts, YearMonth month)
    {
        var table = new Table()
            .Title($"Cycle {Cycle.Of(month).Number}, {month}: made-up people beside published figures")
            .AddColumns("", "decided here", "published, batch 99 (February 2026)");
        table.AddRow("Households examined", Number(counts.Households), "");
        table.AddRow(
            "Eligible main beneficiaries",
            $"{Number(counts.Eligible)} ({Share(counts.Eligible, counts.Households)})",
            "");
        table.AddRow("Waiting for a source", Number(counts.Pending), "");
        table.AddRow("Heads among eligible main beneficiaries", Share(counts.Heads, counts.Eligible), "86 %");
        table.AddRow("Eligible persons", Number(counts.EligiblePersons), "more than 9.9 million");
        table.AddRow(
            "Share of eligible persons supported", Share(counts.SupportedPersons, counts.EligiblePersons), "73 %");
        table.AddRow("Average of a supported family", Average(counts), "1,472 SAR");
        table.AddRow("Total of the month", new Money(counts.Total).ToString(), "3 billion SAR");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("[grey]Published: Okaz, 10 February 2026 (okaz-2235129).[/]");
    }

    private static string Average(DemoCounts counts) =>
        counts.Supported == 0 ? "none" : new Money(counts.Total).MultiplyDivideRounded(1, counts.Supported).ToString();

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(long part, long whole) =>
        whole == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{100m * part / whole:F1} %");
}
