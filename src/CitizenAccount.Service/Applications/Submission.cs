using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Outbox;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using ApplicationState = CitizenAccount.Contracts.Account.V1.ApplicationState;

namespace CitizenAccount.Service.Applications;

/// <summary>What a submission is examined with.</summary>
/// <param name="Accepted">Version of the declaration the person accepted.</param>
/// <param name="Current">Version in force.</param>
/// <param name="State">State the application is in now.</param>
/// <param name="Missing">Everything it lacks.</param>
internal sealed record Submitting(
    string Accepted, string Current, ApplicationState State, IReadOnlyCollection<Missing> Missing);

/// <summary>Submission, re-application and withdrawal.</summary>
internal static class Submission
{
    /// <summary>Submits what is new or changed since.</summary>
    public static Ruling Submit(Application application, Submitting submitting, Moment at)
    {
        if (application.State is not (StoredState.New or StoredState.Changed) || application.ClosedAt is not null)
        {
            return Refuse.State(submitting.State);
        }

        return Refusal(application, submitting, at) is { } refused
            ? refused
            : new Change(
                Declared(application, submitting, at) with { AppliedAt = application.AppliedAt ?? at.Utc },
                new Happening(ApplicationEventKind.Submitted, at.Today)).Telling(MessageKind.ApplicationSubmitted);
    }

    /// <summary>Applies again after a refusal, a stop or a withdrawal.</summary>
    public static Ruling Reapply(Application application, Submitting submitting, Moment at)
    {
        if (submitting.State is not (ApplicationState.Refused or ApplicationState.Stopped or ApplicationState.Withdrawn)
            || application.ClosedAt is not null)
        {
            return Refuse.Reapplication(submitting.State);
        }

        return Refusal(application, submitting, at) is { } refused
            ? refused
            : new Change(
                Declared(application, submitting, at) with { AppliedAt = at.Utc },
                new Happening(ApplicationEventKind.Reapplied, at.Today)).Telling(MessageKind.Reapplied);
    }

    /// <summary>Withdraws what is examined. Support ends with the next cycle.</summary>
    public static Ruling Withdraw(Application application, string cause, ApplicationState state, Moment at) =>
        !application.IsExamined
            ? Refuse.State(state)
            : new Change(
                Ended(application, at),
                new Happening(ApplicationEventKind.Withdrawn, at.Today) { Cause = cause })
                .Telling(MessageKind.ApplicationWithdrawn);

    /// <summary>Ends the application because the account behind it was closed; nobody is told of it twice.</summary>
    public static Change Close(Application application, Moment at) => application.ClosedAt is not null
        ? new Change(application)
        : new Change(
            Ended(application, at) with { ClosedAt = at.Utc },
            new Happening(ApplicationEventKind.Withdrawn, at.Today));

    private static Application Ended(Application application, Moment at) => application with
    {
        State = StoredState.Withdrawn,
        Notices = [],
        DataAt = application.EverSubmitted ? at.Utc : application.DataAt,
    };

    private static Refusal? Refusal(Application application, Submitting submitting, Moment at)
    {
        if (application.BarredThrough != 0
            && new YearMonth(application.BarredThrough / 100, application.BarredThrough % 100).AddMonths(1).FirstDay
                is var until && at.Today < until)
        {
            return Platform.Calls.Refusal.Of(ErrorReason.ApplicantBarred).With("until_date", $"{until:yyyy-MM-dd}");
        }

        if (submitting.Missing.Count > 0)
        {
            return Completeness.Refuse(submitting.Missing);
        }

        return submitting.Accepted == submitting.Current
            ? null
            : Platform.Calls.Refusal.Of(ErrorReason.DeclarationOutdated).With("current_version", submitting.Current);
    }

    private static Application Declared(Application application, Submitting submitting, Moment at) => application with
    {
        State = StoredState.Submitted,
        Examined = new ExaminedTerms(application.Kind, application.MarriedWomanCase),
        DeclarationVersion = submitting.Current,
        SubmittedAt = at.Utc,
        ConfirmedAt = at.Utc,
        DataAt = at.Utc,
    };
}
