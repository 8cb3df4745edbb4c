using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Portal.Pages;
using Google.Protobuf.WellKnownTypes;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Accounts;

/// <summary>How the citizen wants to be told: language and channels.</summary>
internal static class PreferencesPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        var name = $"{page.Citizen!.Account}/preferences";
        if (form.IsSubmitted)
        {
            var request = new UpdatePreferencesRequest
            {
                RequestId = form.RequestId,
                Preferences = new Preferences
                {
                    Name = name,
                    Language = form.ReadChoice<Language>("language"),
                    Sms = form.Ticked("sms"),
                    Email = form.Ticked("email"),
                    Push = form.Ticked("push"),
                },
                UpdateMask = new FieldMask { Paths = { "language", "sms", "email", "push" } },
                Etag = form[PageForm.EtagField],
            };
            var done = await form.TryAsync(async () => await page.Client.Notifications.UpdatePreferencesAsync(
                request, cancellationToken: page.Stop));
            form.Beside("email", ErrorReason.ChannelRequired);
            if (done)
            {
                return page.Go("/account/preferences?done=yes");
            }
        }

        var answer = await page.Client.Notifications.GetPreferencesAsync(
            new GetPreferencesRequest { Name = name }, cancellationToken: page.Stop);
        return page.Show<PreferencesView, Preferences>(answer.Preferences);
    }
}

/// <summary>Words of the page.</summary>
internal static class PreferencesWords
{
    public static readonly LocalizedText Title = new("كيف نبلغك", "How we tell you");

    public static readonly LocalizedText Lead = new(
        "لغة الرسائل وقنواتها. كل إشعار يبقى في قائمة إشعاراتك هنا أيضًا.",
        "Language and channels of messages. Every one also stays in your notifications here.");

    public static readonly LocalizedText Language = new("لغة الرسائل", "Language of messages");
    public static readonly LocalizedText Arabic = new("العربية", "Arabic");
    public static readonly LocalizedText English = new("الإنجليزية", "English");
    public static readonly LocalizedText Sms = new("رسائل نصية", "SMS");

    public static readonly LocalizedText SmsHint = new(
        "الرموز والقرارات والإيقاف والإيداع تصلك برسالة نصية على كل حال.",
        "Codes, decisions, stops and deposits come by SMS in any case.");

    public static readonly LocalizedText Email = new("بريد إلكتروني", "E-mail");
    public static readonly LocalizedText Push = new("إشعارات التطبيق", "Messages in the app");
    public static readonly LocalizedText Done = new("حُفظ اختيارك.", "Your choice is saved.");
}
