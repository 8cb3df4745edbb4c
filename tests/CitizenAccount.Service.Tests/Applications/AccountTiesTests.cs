using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>What accounts and applications tell one another.</summary>
public sealed class AccountTiesTests(ApplicantService running) : IClassFixture<ApplicantService>
{
    [Fact]
    public async Task A_person_listed_before_having_an_account_is_found_when_it_opens()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var wife = Applicant.NewId();
        var index = running.Service.Services.GetRequiredService<AccountSeals>().IndexOf(wife);
        Assert.Null(await ListingAsync(index));
        await person.AddAsync(await person.AdditionAsync(Relationship.Spouse, wife));
        Assert.Equal((person.Household, 2), await ListingAsync(index));
        await person.RemoveAsync(2, LifeEventKind.Divorce, new(2026, 11, 1));
        Assert.Null(await ListingAsync(index));
    }

    [Fact]
    public async Task Who_is_main_beneficiary_is_listed_by_nobody()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.SubmitCoupleAsync();
        Assert.Null(await ListingAsync(running.Service.Services.GetRequiredService<AccountSeals>().IndexOf(person.NationalId)));
    }

    [Fact]
    public async Task Closing_an_account_tells_the_application()
    {
        var closings = running.Service.Services.GetServices<AccountClosed>().ToArray();
        Assert.NotEmpty(closings);
        var person = await Applicant.RegisterAsync(running.Service);
        await person.SubmitCoupleAsync();
        await InTransactionAsync(async db =>
        {
            foreach (var closing in closings)
            {
                await closing(db, person.Household, running.Service.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
            }

            return 0;
        });
        var application = await person.GetAsync();
        Assert.Equal((ApplicationState.Withdrawn, 5L), (application.State, application.Revision));
        Assert.Equal("APPLICATION_STATE", (await Refused.ByAsync(async () => await person.AddSpouseAsync())).Reason);

        // A household nothing was written for has nothing to end.
        var other = await Applicant.RegisterAsync(running.Service);
        await InTransactionAsync(async db =>
        {
            await closings[0](db, other.Household, running.Service.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
            return 0;
        });
        Assert.Equal(0, (await other.GetAsync()).Revision);
    }

    [Fact]
    public async Task An_accepted_housing_document_confirms_the_proof()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.UpdateAsync(
            new()
            {
                Kind = BeneficiaryKind.Independent,
                Housing = new() { Kind = HousingKind.Provided, Proof = HousingProof.EmployerHousingLetter },
            },
            "kind", "housing");
        Assert.Equal(VerificationState.Unverified, (await person.GetAsync()).Housing.Verification);
        var noted = running.Service.Services.GetRequiredService<Service.Applications.Documents.DocumentNoted>();
        foreach (var (state, kind, expected) in new[]
        {
            (DocumentState.Received, DocumentKind.HousingLetter, VerificationState.Unverified),
            (DocumentState.Accepted, DocumentKind.IncomeProof, VerificationState.Unverified),
            (DocumentState.Accepted, DocumentKind.HousingLetter, VerificationState.Confirmed),
        })
        {
            await InTransactionAsync(db => noted(
                db,
                new(person.Household, Guid.NewGuid(), kind, 0, state, running.Service.Clock.GetUtcNow().UtcDateTime)
                {
                    By = new(Role.CaseWorker, default),
                },
                CancellationToken.None));
            Assert.Equal(expected, (await person.GetAsync()).Housing.Verification);
        }

        Assert.Equal(
            [ApplicationEventKind.DocumentRead, ApplicationEventKind.DocumentRead, ApplicationEventKind.DocumentAdded],
            (await person.EventsAsync()).Take(3).Select(one => one.Kind));
    }

    private Task<(Service.Kernel.HouseholdId Household, int Position)?> ListingAsync(byte[] index) => InTransactionAsync(
        db => running.Service.Services.GetRequiredService<FindListing>()(db, index, CancellationToken.None));

    private async Task<T> InTransactionAsync<T>(Func<ServiceDb, Task<T>> work)
    {
        var db = await running.Service.OpenDbAsync();
        await using (db)
        {
            var transaction = await db.Database.BeginTransactionAsync();
            await using (transaction)
            {
                var made = await work(db);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return made;
            }
        }
    }
}
