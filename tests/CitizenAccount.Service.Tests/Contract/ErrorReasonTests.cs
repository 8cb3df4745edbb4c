using System.Text.RegularExpressions;
using CitizenAccount.Contracts.Errors.V1;
using Google.Protobuf.Reflection;

namespace CitizenAccount.Service.Tests.Contract;

/// <summary>The list of refusals: each says in its option, for programs, and in its comment, for people, with which
/// status it comes, what it tells and what to do next; and the two say the same.</summary>
public sealed partial class ErrorReasonTests
{
    private static readonly EnumDescriptor Reasons =
        ErrorReasonReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(ErrorReason));

    public static TheoryData<string> Names =>
        [.. Reasons.Values.Where(value => value.Number != 0).Select(value => value.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_refusal_has_a_status_and_a_remedy(string name)
    {
        var refusal = ContractDescriptors.RefusalOf(Reasons.FindValueByName(name));

        Assert.NotNull(refusal);
        Assert.NotEqual(CanonicalCode.Unspecified, refusal.Code);
        Assert.NotEqual(Remedy.Unspecified, refusal.Remedy);
        Assert.All(refusal.Metadata, key => Assert.Matches("^[a-z]+(_[a-z0-9]+)*$", key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_comment_of_a_refusal_says_what_its_option_says(string name)
    {
        var refusal = ContractDescriptors.RefusalOf(Reasons.FindValueByName(name))!;
        var code = CodeName(refusal.Code);
        var keys = string.Join(", ", refusal.Metadata.Select(key => $"`{key}`"));

        var comment = CommentOf(name);

        Assert.Contains($"Code: {code}.", comment, StringComparison.Ordinal);
        Assert.Equal(keys.Length > 0, comment.Contains("Metadata:", StringComparison.Ordinal));
        Assert.Contains(keys.Length > 0 ? $"Metadata: {keys}. Next: " : "Next: ", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void The_statuses_are_those_of_grpc()
    {
        foreach (var value in Enum.GetValues<CanonicalCode>().Where(code => code != CanonicalCode.Unspecified))
        {
            Assert.Equal(value.ToString(), ((Grpc.Core.StatusCode)(int)value).ToString());
        }
    }

    private static string CodeName(CanonicalCode code) =>
        RefusalReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(CanonicalCode))
            .FindValueByNumber((int)code).Name["CANONICAL_CODE_".Length..];

    /// <summary>The comment above a value, as one line.</summary>
    private static string CommentOf(string name)
    {
        var lines = File.ReadAllLines(
            ContractLock.SourceFile("protos", "citizenaccount", "errors", "v1", "error_reason.proto"));
        var at = Array.FindIndex(lines, line => line.TrimStart().StartsWith($"{name} = ", StringComparison.Ordinal));
        Assert.True(at > 0, $"{name} is not declared in error_reason.proto");
        var above = lines[..at].Reverse()
            .TakeWhile(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Reverse();
        return Blanks().Replace(string.Join(' ', above.Select(line => line.Trim().TrimStart('/'))), " ");
    }

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
