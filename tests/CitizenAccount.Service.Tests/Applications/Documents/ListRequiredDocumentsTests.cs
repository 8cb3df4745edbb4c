using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.AspNetCore.Server;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>What a household is told it needs, over the wire.</summary>
public sealed class ListRequiredDocumentsTests
{
    private static readonly DocumentCase Case = new()
    {
        Kind = BeneficiaryKind.Head,
        Members =
        [
            new CaseMember(1, Relationship.Main)
            {
                Sex = Sex.Female,
                Nationality = NationalityStatus.Saudi,
                MaritalStatus = MaritalStatus.Widowed,
            },
            new CaseMember(2, Relationship.Son)
            {
                Nationality = NationalityStatus.Saudi,
                LifeEvents = [new CaseLifeEvent(LifeEventKind.Birth, new DateOnly(2026, 11, 1))],
            },
            new CaseMember(3, Relationship.Daughter)
            {
                Nationality = NationalityStatus.Saudi,
                UnprovedIncomes = [IncomeKind.StudentStipend],
            },
        ],
    };

    [Fact]
    public async Task A_household_reads_what_it_needs_why_and_what_meets_it()
    {
        await using var service = await StartAsync();
        var household = RunningService.HouseholdAt(1);
        var deed = await service.UploadAsync(household, Papers.Pdf("heirs"), DocumentKind.HeirsDeed);
        var answer = await service.Applications().ListRequiredDocumentsAsync(
            new() { Parent = household.Name }, Clients.By(service.AsCitizen(household)));
        var son = $"{household.Name}/members/2";
        var daughter = $"{household.Name}/members/3";
        Assert.Equal(
            [
                (DocumentKind.IncomeProof, daughter, "", false), (DocumentKind.BirthCertificate, son, "", true),
                (DocumentKind.HeirsDeed, son, deed.Name, false), (DocumentKind.HeirsDeed, daughter, deed.Name, false),
            ],
            answer.RequiredDocuments.Select(row => (row.Kind, row.Member, row.SatisfiedBy, row.CheckedByItself)));
        Assert.Equal([DocumentKind.BankStatement], answer.RequiredDocuments[0].Alternatives);
        Assert.All(answer.RequiredDocuments, row => Assert.True(row.Cause.Ar.Length > 10 && row.Cause.En.Length > 10));
        Assert.True(answer.Freshness.Revision > 0 && answer.ConsistencyToken.Length > 0);
    }

    [Fact]
    public async Task Pages_show_every_row_once_in_their_order()
    {
        await using var service = await StartAsync();
        var household = RunningService.HouseholdAt(1);
        var request = new ListRequiredDocumentsRequest { Parent = household.Name, PageSize = 3 };
        var credentials = service.AsCitizen(household);
        var first = await service.Applications().ListRequiredDocumentsAsync(request, Clients.By(credentials));
        request.PageToken = first.NextPageToken;
        var second = await service.Applications().ListRequiredDocumentsAsync(request, Clients.By(credentials));
        Assert.Equal((3, 1, ""), (first.RequiredDocuments.Count, second.RequiredDocuments.Count, second.NextPageToken));
        Assert.Equal(4, first.RequiredDocuments.Concat(second.RequiredDocuments).Distinct().Count());
    }

    [Fact]
    public async Task A_dependant_reads_what_is_needed_about_the_dependant()
    {
        await using var service = await StartAsync();
        var household = RunningService.HouseholdAt(1);
        var answer = await service.Applications().ListRequiredDocumentsAsync(
            new() { Parent = household.Name }, Clients.By(Membership.Of(service, household, 3)));
        Assert.Equal([DocumentKind.HeirsDeed, DocumentKind.IncomeProof], answer.RequiredDocuments.Select(row => row.Kind));
        Assert.All(answer.RequiredDocuments, row => Assert.Equal($"{household.Name}/members/3", row.Member));
    }

    [Fact]
    public async Task A_member_that_the_household_does_not_have_is_no_member()
    {
        await using var service = await StartAsync();
        var household = RunningService.HouseholdAt(1);
        var refused = await Refused.ByAsync(() => service.UploadAsync(household, Papers.Pdf("of nobody"), member: 4));
        Assert.Equal(["header.member"], refused.Fields);
        await service.UploadAsync(household, Papers.Pdf("of somebody"), member: 3);
    }

    private static async Task<RunningService> StartAsync()
    {
        var service = await RunningService.StartAsync(
            configure: services => services
                .AddSingleton<FindCase>(_ => (_, _) => Task.FromResult<DocumentCase?>(Case))
                .Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<Membership>()));
        await service.LoadAsync(3, DecidedService.Seed);
        return service;
    }
}
