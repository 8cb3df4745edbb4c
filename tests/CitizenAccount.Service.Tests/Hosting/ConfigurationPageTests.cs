using System.Reflection;
using System.Text.RegularExpressions;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>What --print-config shows.</summary>
public sealed partial class ConfigurationPageTests
{
    [Fact]
    public async Task It_prints_every_key_in_force_and_masks_the_secrets()
    {
        await using var process = ServiceProcess.Start(
            "--print-config", "--port", "5399", "--set", "Redis:Configuration=127.0.0.1:6379,password=hush-1", "--set",
            "Notifications:Sms:Url=http://127.0.0.1:9/sms", "--set", "Notifications:Sms:Key=hush-2");
        Assert.Equal(0, await process.EndAsync());
        var lines = process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("Listen:Port=5399", lines);
        Assert.Contains("Redis:Configuration=(set)", lines);
        Assert.Contains("Notifications:Sms:Key=(set)", lines);
        Assert.Contains("Notifications:Sms:Url=http://127.0.0.1:9/sms", lines);
        Assert.Contains("Storage:ConnectionString=", lines);
        Assert.Contains("Cycles:StartBySchedule=False", lines);
        Assert.DoesNotContain("hush", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_that_sounds_like_a_secret_is_one()
    {
        var sounding = typeof(ServiceHost).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Namespace!.StartsWith("CitizenAccount", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties()).Where(property => property.CanWrite && Secret().IsMatch(property.Name))
            .Where(property => property.PropertyType == typeof(string) || property.PropertyType == typeof(string[])).ToList();
        Assert.NotEmpty(sounding);
        Assert.All(sounding, property => Assert.True(
            property.GetCustomAttribute<SecretAttribute>() is not null, $"{property.DeclaringType!.Name}.{property.Name}"));
    }

    [GeneratedRegex("^(?!Public).*(Key|Keys|Password|Secret|ConnectionString|Token)$")]
    private static partial Regex Secret();
}
