using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>How a person wants to be told, and what it changes.</summary>
public sealed class PreferencesTests(EmptyService empty) : IClassFixture<EmptyService>
{
    private RunningService Service => empty.Service;

    [Fact]
    public async Task Until_something_is_chosen_every_channel_is_on_in_the_language_of_registration()
    {
        var person = await Service.Services.AddPersonAsync(language: Language.English);
        var preferences = (await GetAsync(person)).Preferences;
        Assert.Equal($"{person.Name}/preferences", preferences.Name);
        Assert.Equal((Language.English, true, true, true), (preferences.Language, preferences.Sms, preferences.Email, preferences.Push));
    }

    [Fact]
    public async Task Only_what_the_mask_names_is_changed()
    {
        var person = await Service.Services.AddPersonAsync();
        var before = (await GetAsync(person)).Preferences;
        var answer = await UpdateAsync(person, Update(person, ["language", "push"]));
        Assert.True(answer.Changed);
        Assert.Equal(
            (Language.English, true, true, false),
            (answer.Preferences.Language, answer.Preferences.Sms, answer.Preferences.Email, answer.Preferences.Push));
        Assert.NotEqual(before.Etag, answer.Preferences.Etag);
        var read = await GetAsync(person, answer.ConsistencyToken);
        Assert.Equal(answer.Preferences, read.Preferences);
    }

    [Fact]
    public async Task A_change_to_what_is_changes_nothing()
    {
        var person = await Service.Services.AddPersonAsync();
        var before = (await GetAsync(person)).Preferences;
        var request = Update(person, ["sms"]);
        request.Preferences.Sms = true;
        var answer = await UpdateAsync(person, request);
        Assert.False(answer.Changed);
        Assert.Equal(before, answer.Preferences);
    }

    [Fact]
    public async Task A_repeat_answers_the_preferences_as_they_were_then()
    {
        var person = await Service.Services.AddPersonAsync();
        var request = Update(person, ["sms"]);
        var first = await UpdateAsync(person, request);
        await UpdateAsync(person, Update(person, ["push"]));
        Assert.Equal(first, await UpdateAsync(person, request));
        Assert.False((await GetAsync(person)).Preferences.Push);

        request.Preferences.Sms = true;
        var refused = await Refused.ByAsync(() => UpdateAsync(person, request));
        Assert.Equal(("REQUEST_ID_REUSED", "preferences"), (refused.Reason, refused.Metadata["field"]));
    }

    [Fact]
    public async Task An_outdated_etag_is_a_conflict()
    {
        var person = await Service.Services.AddPersonAsync();
        var seen = (await GetAsync(person)).Preferences.Etag;
        var request = Update(person, ["sms"]);
        request.Etag = seen;
        var changed = await UpdateAsync(person, request);

        var late = Update(person, ["push"]);
        late.Etag = seen;
        var refused = await Refused.ByAsync(() => UpdateAsync(person, late));
        Assert.Equal((StatusCode.Aborted, "CONFLICT", $"{person.Name}/preferences"), (refused.Code, refused.Reason, refused.Metadata["resource"]));
        late.Etag = changed.Preferences.Etag;
        Assert.True((await UpdateAsync(person, late)).Changed);
    }

    [Fact]
    public async Task Of_two_first_changes_at_once_both_hold()
    {
        var person = await Service.Services.AddPersonAsync();
        await Task.WhenAll(UpdateAsync(person, Update(person, ["sms"])), UpdateAsync(person, Update(person, ["push"])));
        var preferences = (await GetAsync(person)).Preferences;
        Assert.Equal((false, true, false), (preferences.Sms, preferences.Email, preferences.Push));
    }

    [Fact]
    public async Task Email_needs_a_confirmed_address()
    {
        var person = await Service.Services.AddPersonAsync();
        var request = Update(person, ["email", "sms"]);
        request.Preferences.Email = true;
        var refused = await Refused.ByAsync(() => UpdateAsync(person, request));
        Assert.Equal((StatusCode.FailedPrecondition, "CHANNEL_REQUIRED", "EMAIL"), (refused.Code, refused.Reason, refused.Metadata["channel"]));
        Assert.True((await GetAsync(person)).Preferences.Sms);

        // Off may be said without one; and with one, on.
        Assert.True((await UpdateAsync(person, Update(person, ["email"]))).Changed);
        var reachable = await Service.Services.AddPersonAsync("someone@example.sa");
        await UpdateAsync(reachable, Update(reachable, ["email"]));
        var on = Update(reachable, ["email"]);
        on.Preferences.Email = true;
        Assert.True((await UpdateAsync(reachable, on)).Preferences.Email);
    }

    [Fact]
    public async Task An_agent_helps_with_a_purpose()
    {
        var person = await Service.Services.AddPersonAsync();
        var agent = Clients.By(Service.As(Role.Agent));
        var request = Update(person, ["language"]);
        request.Purpose = Clients.Asked;
        Assert.True((await Service.Notifications().UpdatePreferencesAsync(request, agent)).Changed);
        Assert.Equal(Language.English, (await GetAsync(person)).Preferences.Language);
    }

    [Fact]
    public async Task Channels_that_are_off_carry_only_what_always_goes_by_sms()
    {
        var person = await Service.Services.AddPersonAsync("someone@example.sa", Language.Arabic);
        await UpdateAsync(person, Update(person, ["sms", "email", "push"]));
        await Service.TellAsync(person.About(MessageKind.DocumentReceived), person.About(MessageKind.SupportStopped));
        await Poll.UntilAsync("both laid out", AllLaidOutAsync, Soon.Limit);
        var delivery = Assert.Single(await Service.DeliveriesAsync(person));
        Assert.Equal(NotificationChannel.Sms, delivery.Channel);
        var stop = (await Service.MessagesAsync(person)).Single(row => row.Kind == MessageKind.SupportStopped);
        Assert.Equal(stop.Id, delivery.MessageId);

        // What goes by no channel is in the list all the same.
        var list = await Service.Notifications().ListNotificationsAsync(new ListNotificationsRequest { Parent = person.Name }, person.At(Service));
        Assert.Equal(2, list.Notifications.Count);

        async Task<bool> AllLaidOutAsync() => (await Service.MessagesAsync(person)).All(row => row.DispatchedAt is not null);
    }

    [Fact]
    public async Task Messages_are_written_in_the_language_that_was_chosen()
    {
        var person = await Service.Services.AddPersonAsync();
        await UpdateAsync(person, Update(person, ["language"]));
        await Service.TellAsync(person.About(MessageKind.PasswordChanged));
        var line = await OutboxFile.LineToAsync(Service, "sms", person.Mobile);
        Assert.StartsWith("Citizen Account: Your password was changed.", (string)line["text"]!, StringComparison.Ordinal);
    }

    private static UpdatePreferencesRequest Update(Person person, string[] paths) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Preferences = new Preferences { Name = $"{person.Name}/preferences", Language = Language.English },
        UpdateMask = new FieldMask { Paths = { paths } },
    };

    private async Task<UpdatePreferencesResponse> UpdateAsync(Person person, UpdatePreferencesRequest request) =>
        await Service.Notifications().UpdatePreferencesAsync(request, person.At(Service));

    private async Task<GetPreferencesResponse> GetAsync(Person person, string? token = null)
    {
        var request = new GetPreferencesRequest { Name = $"{person.Name}/preferences" };
        if (token is not null)
        {
            request.Consistency = new Consistency { AtLeastAsFresh = token };
        }

        return await Service.Notifications().GetPreferencesAsync(request, person.At(Service));
    }
}
