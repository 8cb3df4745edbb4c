using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>What is stored of an application: whole again when it is opened, and nothing personal in the clear.
/// </summary>
public sealed class SealedApplicationTests
{
    [Fact]
    public async Task No_personal_value_stands_in_the_database_in_the_clear()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-test");
        var service = await RunningService.StartAsync(folder: folder.FullName);
        var person = await Applicant.RegisterAsync(service);
        await person.SubmitCoupleAsync();
        await person.AddChildAsync();
        await person.UpdateAsync(new() { Address = new() { Street = "شارع العليا العام" } }, "address.street");
        await person.WithdrawAsync("سبب خاص جدا");
        await service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        var found = Directory.GetFiles(folder.FullName, "citizen-account.db*").Select(File.ReadAllBytes).ToArray();
        foreach (var secret in new[] { person.NationalId.Value, Ibans.First, "شارع العليا العام", "سبب خاص جدا", "RAAA2919" })
        {
            Assert.All(found, bytes => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, secret));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_sealed_opens_as_it_was_and_nowhere_else()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var seals = service.Services.GetRequiredService<ApplicationSeals>();
            var (household, other) = (RunningService.HouseholdAt(1), RunningService.HouseholdAt(2));
            foreach (var made in DecidedService.People.Take(50))
            {
                var application = Service.Demo.SyntheticApplication.Of(made, RunningService.Start);
                var content = seals.Seal(household, application);
                var opened = seals.Open(household, content);
                Assert.Equal(FactsOf.At(application, new(2026, 12, 10)).Bytes, FactsOf.At(opened, new(2026, 12, 10)).Bytes);
                Assert.Equal(application.Address, opened.Address);
                Assert.Equal(application.Housing, opened.Housing);
                Assert.Equal(application.Accounts, opened.Accounts);
                Assert.Equal(application.Main.Incomes, opened.Main.Incomes);
                Assert.Equal((application.State, application.SubmittedAt, application.Examined), (opened.State, opened.SubmittedAt, opened.Examined));
                Assert.Equal(application.Members.Select(member => member.Civil), opened.Members.Select(member => member.Civil));
                Assert.Equal(seals.Seal(household, opened).Length, content.Length);
                Assert.InRange(content.Length, 500, 700 + (600 * made.Members.Length) + (100 * made.Incomes.Length));
                Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => seals.Open(other, content));
            }
        }
    }

    [Fact]
    public async Task A_made_up_household_has_an_application_like_any_other()
    {
        var service = await RunningService.StartDecidedAsync(60);
        await using (service)
        {
            var states = new HashSet<ApplicationState>();
            for (var index = 0; index < 60; index++)
            {
                var household = RunningService.HouseholdAt(index);
                var application = (await service.Applications().GetApplicationAsync(
                    new() { Household = household.Name }, Clients.By(service.AsCitizen(household)))).Application;
                var made = DecidedService.People[index];
                states.Add(application.State);
                Assert.Equal(made.Members.Length, application.Members.Count);
                Assert.Equal(made.Incomes.Length, application.Members.Sum(member => member.Incomes.Count));
                Assert.Equal(made.Iban.Value[^4..], application.BankAccount.IbanEnding);
                Assert.Equal(made.ShortAddress.Value, application.Address.ShortAddress);
            }

            Assert.Contains(ApplicationState.Active, states);
            Assert.Contains(ApplicationState.Refused, states);
        }
    }
}
