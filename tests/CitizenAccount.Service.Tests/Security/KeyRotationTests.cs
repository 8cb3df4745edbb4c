using System.Security.Cryptography;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Security;

/// <summary>A new key is taken into use while replicas serve, restarted one at a time.</summary>
public sealed class KeyRotationTests
{
    private static readonly string Old = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string New = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task Replicas_that_are_restarted_one_by_one_open_each_others_data_at_every_step()
    {
        // Known to nobody, known to all, used by all: at each step one replica is a step ahead of the other.
        Dictionary<string, string?>[] steps = [Keys(0, Old), Keys(1, New, Old), Keys(0, New, Old)];
        var folder = Directory.CreateTempSubdirectory("citizen-account-rotation");
        try
        {
            var people = new List<Applicant>();
            for (var step = 1; step < steps.Length; step++)
            {
                await using var behind = await RunningService.StartAsync(steps[step - 1], folder.FullName);
                await using var ahead = await RunningService.StartAsync(steps[step], folder.FullName);
                people.Add(await Applicant.SubmittedAsync(behind));
                people.Add(await Applicant.SubmittedAsync(ahead));
                foreach (var (person, service) in people.SelectMany(person => new[] { (person, behind), (person, ahead) }))
                {
                    var read = await service.Applications().GetApplicationAsync(
                        new() { Household = person.Household.Name },
                        Clients.By(service.Bearer($"person-{person.Number}", [Role.Citizen], person.Household)));
                    Assert.Equal(2, read.Application.Members.Count);
                }
            }

            Assert.Equal([NameOf(Old), NameOf(New)], await SealedWithAsync(steps[^1], folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_ring_whose_every_key_waits_seals_nothing_and_is_refused()
    {
        var options = new SecurityOptions { DataKeys = [New], DataKeysNotYetUsed = 1 };
        Assert.Throws<StartRefused>(() => KeyRing.Open(options, new()));
    }

    private static Dictionary<string, string?> Keys(int notYetUsed, params string[] keys)
    {
        var settings = keys.Index().ToDictionary(key => $"Security:DataKeys:{key.Index}", key => (string?)key.Item);
        settings["Security:DataKeysNotYetUsed"] = $"{notYetUsed}";
        return settings;
    }

    private static uint NameOf(string key) => KeyRing.Of(Convert.FromBase64String(key)).NewestName;

    // By which keys the stored applications are sealed, in the order of the first of each.
    private static async Task<uint[]> SealedWithAsync(Dictionary<string, string?> settings, string folder)
    {
        await using var service = await RunningService.StartAsync(settings, folder);
        await using var db = await service.OpenDbAsync();
        var contents = await db.Applications.OrderBy(row => row.HouseholdId).Select(row => row.ContentSealed).ToListAsync();
        return [.. contents.Select(content => BitConverter.ToUInt32(content)).Distinct().OrderBy(name => name == NameOf(New))];
    }
}
