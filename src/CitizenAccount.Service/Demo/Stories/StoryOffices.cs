using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Applications;
using Grpc.Core;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>The official sources of the stories: they answer through the same door as the partners' answers.</summary>
internal static class StoryOffices
{
    /// <summary>A stage on a running service.</summary>
    /// <param name="services">Of the running service.</param>
    /// <param name="channel">To its socket.</param>
    /// <param name="phoneFile">Where the development sender writes SMS.</param>
    /// <param name="moveTo">Moves the service's clock.</param>
    /// <param name="stop">Ends the telling.</param>
    public static StoryStage Stage(
        IServiceProvider services, ChannelBase channel, string phoneFile, Action<DateTimeOffset> moveTo,
        CancellationToken stop)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var applications = services.GetRequiredService<ApplicationsApi>();
        return new StoryStage
        {
            Channel = channel,
            Phone = new StoryPhone(phoneFile, () => moveTo(clock.GetUtcNow().AddSeconds(1))),
            Clock = clock,
            MoveTo = moveTo,
            TermsVersion = services.GetRequiredService<AccountsOptions>().TermsVersion,
            DeclarationVersion = services.GetRequiredService<ApplicationOptions>().DeclarationVersion,
            Stop = stop,
            AnswerAsync = (citizen, records) => applications.RecordAnswerAsync(
                citizen.Household, AnswerOf(citizen, records, Riyadh.DateOf(clock.GetUtcNow())), stop),
        };
    }

    // Everything agrees with what was declared: the stories are about time and life, not about quarrels with records.
    private static SourceAnswer AnswerOf(StoryCitizen citizen, StoryRecords records, DateOnly day)
    {
        var positions = citizen.Positions;
        return new SourceAnswer(day)
        {
            Civil =
            [
                .. records.Members.Select((member, index) => new CivilAnswer(
                    positions[index], Confirmed: true, member.Sex, member.Nationality, member.MaritalStatus)),
            ],
            DependantsComplete = true,
            Incomes =
            [
                .. records.Members.Select((_, index) => new IncomeAnswer(
                    positions[index],
                    [
                        .. records.Incomes.Where(income => income.Member == index)
                            .Select(income => new OfficialIncome(income.Kind, income.Monthly)),
                    ])),
            ],
            Assets = new AssetsAnswer(0, 0, 0, 0, 0),
            Residence = [.. records.Members.Select((_, index) => new ResidenceAnswer(positions[index], 0, false))],
            ResidesInKingdom = true,
            Proof = new ProofAnswer(Confirmed: true, LeaseValid: true, LeaseShared: false, MeterInOwnName: true),
            BankAccountOwn = true,
        };
    }
}
