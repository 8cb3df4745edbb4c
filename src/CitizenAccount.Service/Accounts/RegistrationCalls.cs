using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CitizenAccount.Service.Accounts;

/// <summary>What a person registers with, kept sealed until the code proves the mobile.</summary>
internal sealed record RegistrationDraft(
    string NationalId, DateOnly BirthDate, string? BirthHijri, string Mobile, string TermsVersion, byte Language);

/// <summary>StartRegistration and ConfirmRegistration. Both do and answer the same whether or not the person has an
/// account: only the message at the end differs, and it goes to the mobile of the person's account.</summary>
internal sealed class RegistrationCalls(
    Writes writes, Codes codes, Throttle throttle, Registrations registrations, Outbox outbox, AccountsOptions options,
    TimeProvider clock)
{
    public async Task<StartRegistrationResponse> StartAsync(StartRegistrationRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var person = check.ReadNationalId(request.NationalId);
        var birth = check.ReadBirth(request.BirthDate, request.BirthHijriDate, clock.GetUtcNow());
        var mobile = check.ReadMobile(request.Mobile);
        var terms = check.ReadText(request.TermsVersion, 32, "terms_version", required: true);
        var language = check.ReadLanguage(request.Language);
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            if (terms != options.TermsVersion)
            {
                throw Refusal.Of(ErrorReason.TermsOutdated)
                    .With("current_version", options.TermsVersion).ToException();
            }

            var next = await throttle.TakeAsync(
                options.StartsAnHour, stop, throttle.KeyOf("registration", person.Value),
                throttle.KeyOf("registration", mobile.Value));
            var draft = new RegistrationDraft(
                person.Value, birth.Day, AccountSeals.TextOf(birth.Hijri), mobile.Value, terms, (byte)language);
            return await writes.CommitAsync(write, db =>
            {
                var code = Codes.New();
                var row = codes.RowOf(CodePurpose.Registration, null, draft, code);
                db.Codes.Add(row);
                outbox.Add(db, new Message(MessageKind.RegistrationCode, null)
                {
                    Facts = new Dictionary<string, string> { ["code"] = code },
                    Mobile = mobile.Value,
                    Language = language,
                });
                return Task.FromResult(new StartRegistrationResponse
                {
                    Registration = Codes.HandleOf(row),
                    CodeExpiresTime = Timestamp.FromDateTime(row.ExpiresAt),
                    ResendTime = Timestamp.FromDateTimeOffset(next),
                });
            }, stop);
        }, stop);
    }

    public async Task<ConfirmRegistrationResponse> ConfirmAsync(
        ConfirmRegistrationRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var handle = check.ReadHandle(request.Registration, "registration");
        var code = check.ReadCode(request.Code, "code");
        check.ThrowIfBad();
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            var tried = await codes.TryAsync(new EnteredCode(handle, code, CodePurpose.Registration), stop);
            var draft = codes.ContentOf<RegistrationDraft>(tried);
            return await writes.CommitAsync(write, async db =>
            {
                await codes.UseAsync(db, tried, stop);
                await registrations.CompleteAsync(db, draft, stop);
                return new ConfirmRegistrationResponse
                {
                    TemporaryPasswordExpiresTime =
                        Timestamp.FromDateTimeOffset(clock.GetUtcNow() + options.TemporaryPasswordLife),
                };
            }, stop);
        }, stop);
    }
}
