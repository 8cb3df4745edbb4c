using System.Runtime.Versioning;
using System.Text.Json;
using CitizenAccount.Agent.Output;
using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Clients.Tests.Client;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Clients.Tests.Agent;

/// <summary>The staff's tool against the real service, at a pseudo-terminal and from scripts.</summary>
[SupportedOSPlatform("linux")]
public sealed class AgentTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private static readonly string[] Asked = ["--purpose", "citizen-request", "--channel", "phone"];

    private readonly Terminal _terminal = new();

    private CitizenAccountTestService Service => shared.Service;

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public async Task A_token_typed_at_the_terminal_is_kept_in_a_file_of_ones_own_and_never_shown()
    {
        var token = await TokenAsync(Role.Agent);
        var ran = await _terminal.TypeAsync("Access token:", token + "\r", "sign-in", "--address", Service.Address.ToString());
        Assert.Equal(ExitCode.Done, ran.Code);
        Assert.Contains("Access token:", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, ran.Output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_terminal.SignInFile));
        Assert.Equal(ExitCode.Done, (await _terminal.RunAsync("sign-out")).Code);
        Assert.False(File.Exists(_terminal.SignInFile));
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_refused()
    {
        await SignInAsync(Role.Agent);
        File.SetUnixFileMode(_terminal.SignInFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var ran = await _terminal.RunAsync("system");
        Assert.Equal(ExitCode.SignIn, ran.Code);
        Assert.Contains("read by others", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_found_by_ID_and_only_with_a_purpose()
    {
        var citizen = await Service.RegisterAsync();
        await SignInAsync(Role.Agent);
        var found = await _terminal.RunAsync(["find", citizen.NationalId, "--json", .. Asked]);
        Assert.Equal((ExitCode.Done, ""), (found.Code, found.Errors));
        Assert.Equal(citizen.Household, JsonDocument.Parse(found.Output).RootElement.GetProperty("household").GetString());
        Assert.DoesNotContain(citizen.NationalId, found.Output, StringComparison.Ordinal);

        var unasked = await _terminal.RunAsync("find", citizen.NationalId, "--json");
        Assert.Equal(ExitCode.InvalidRequest, unasked.Code);
        Assert.Equal("PURPOSE_REQUIRED", JsonDocument.Parse(unasked.Errors).RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_decision_is_explained_in_the_callers_language_at_the_terminal()
    {
        await SignInAsync(Role.Agent);
        string[] explain = ["explain", CitizenAccountTestService.HouseholdAt(1), "--steps", .. Asked];
        var arabic = await _terminal.TypeAsync("", "", explain);
        Assert.True(arabic.Code == ExitCode.Done, arabic.Output);
        Assert.Matches(@"\p{IsArabic}{3}", arabic.Output);
        Assert.Contains("2026-12", arabic.Output, StringComparison.Ordinal);
        var english = await _terminal.TypeAsync("", "", [.. explain, "--language", "en"]);
        Assert.Equal(ExitCode.Done, english.Code);
        Assert.DoesNotMatch(@"\p{IsArabic}", english.Output);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_asked_for_and_a_script_has_to_say_yes()
    {
        await SignInAsync(Role.CaseWorker);
        string[] resolve = ["ticket", "resolve", "tickets/1", "--text", "x", "--etag", "x", .. Asked];
        var refused = await _terminal.TypeAsync("[y/n]", "n\r", resolve);
        Assert.Equal(ExitCode.NotConfirmed, refused.Code);
        Assert.Contains("resolve the ticket?", refused.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotConfirmed, (await _terminal.RunAsync(resolve)).Code);
        Assert.NotEqual(ExitCode.NotConfirmed, (await _terminal.RunAsync([.. resolve, "--yes"])).Code);
    }

    [Fact]
    public async Task The_policy_of_a_month_is_a_table_for_people_and_JSON_for_machines()
    {
        string[] show = ["policy", "show", "--month", "2026-12", "--address", Service.Address.ToString()];
        var people = await _terminal.RunAsync(show);
        Assert.Equal(ExitCode.Done, people.Code);
        Assert.Contains("rows", people.Output, StringComparison.Ordinal);
        var machine = await _terminal.RunAsync([.. show, "--json"]);
        Assert.True(JsonDocument.Parse(machine.Output).RootElement.GetProperty("parameters").GetArrayLength() > 10);
    }

    [Fact]
    public async Task Every_way_to_fail_has_its_number()
    {
        Assert.Equal(ExitCode.Usage, (await _terminal.RunAsync("no-such-command")).Code);
        Assert.Equal(ExitCode.SignIn, (await _terminal.RunAsync("system")).Code);
        Assert.Equal(ExitCode.TryLater, (await _terminal.RunAsync("system", "--address", "http://127.0.0.1:9")).Code);
        await SignInAsync(Role.Operator);
        Assert.Equal(ExitCode.NotAllowed, (await _terminal.RunAsync(["find", "1010000001", .. Asked])).Code);
        await SignInAsync(Role.Agent);
        Assert.Equal(
            ExitCode.NotFound,
            (await _terminal.RunAsync(["explain", "households/01900000-0000-7000-8000-000000000000", .. Asked])).Code);
    }

    [Fact]
    public async Task A_call_that_is_not_built_yet_says_so()
    {
        Service.Faults.Add("GetPolicy", CallFault.Refused(ErrorReason.CallNotBuilt));
        var refused = await Assert.ThrowsAsync<NotBuiltException>(
            async () => await Service.Client.Eligibility.GetPolicyAsync(new()));
        using var errors = new StringWriter();
        Printer.Refusal(errors, refused, json: false, arabic: true);
        Assert.Equal(ExitCode.NotBuilt, ExitCode.Of(refused));
        Assert.Matches(@"\p{IsArabic}", errors.ToString());
        Assert.Contains("CALL_NOT_BUILT", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_come_from_the_program_that_was_named()
    {
        var script = Path.Combine(Path.GetDirectoryName(_terminal.SignInFile)!, "token");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\necho {await TokenAsync(Role.Agent)}\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var signedIn = await _terminal.RunAsync("sign-in", "--address", Service.Address.ToString(), "--token-command", script);
        Assert.Equal(ExitCode.Done, signedIn.Code);
        var ran = await _terminal.RunAsync(["explain", CitizenAccountTestService.HouseholdAt(2), "--json", .. Asked]);
        Assert.Equal((ExitCode.Done, ""), (ran.Code, ran.Errors));
    }

    [Theory]
    [InlineData("citizen-agent cy", "cycle")]
    [InlineData("citizen-agent batch re", "release")]
    [InlineData("citizen-agent ticket list --state re", "resolved")]
    public async Task The_shell_completes_commands_and_words(string line, string completed)
    {
        var ran = await _terminal.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Contains(completed, ran.Output.Split('\n').Select(word => word.Trim()));
        Assert.Contains("[suggest:", (await _terminal.RunAsync("completion", "bash")).Output, StringComparison.Ordinal);
    }

    private async Task SignInAsync(Role role)
    {
        var ran = await _terminal.RunAsync(
            await TokenAsync(role) + "\n", ["sign-in", "--address", Service.Address.ToString()]);
        Assert.True(ran.Code == ExitCode.Done, ran.Errors);
    }

    private async Task<string> TokenAsync(Role role) =>
        (await Service.Staff($"staff-{role}", role).GetAccessTokenAsync(null!, CancellationToken.None))!;
}
