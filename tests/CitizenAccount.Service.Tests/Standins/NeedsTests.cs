namespace CitizenAccount.Service.Tests.Standins;

public sealed class NeedsTests
{
    private static readonly string[] Tools = ["dotnet", "no-such-program-anywhere"];

    [Fact]
    public void On_a_laptop_a_missing_tool_is_a_reason_to_skip_that_names_it()
    {
        var reason = Needs.Missing(Tools, onBuildMachine: false);

        Assert.Contains("no-such-program-anywhere", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("dotnet", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_build_machine_nothing_is_skipped() => Assert.Null(Needs.Missing(Tools, onBuildMachine: true));

    [Fact]
    public void Without_a_missing_tool_nothing_is_skipped() =>
        Assert.Null(Needs.Missing(["dotnet"], onBuildMachine: false));
}
