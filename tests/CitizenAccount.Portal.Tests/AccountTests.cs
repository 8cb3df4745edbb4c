using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Demo.Stories;
using Microsoft.Playwright;

namespace CitizenAccount.Portal.Tests;

/// <summary>The own account: how one is reached and told, where one is signed in, leaving; and what a dependant may do.
/// </summary>
[Collection(Staged.Name)]
public sealed class AccountTests(Stage stage)
{
    [BrowserTheory]
    [MemberData(nameof(Ways.All), MemberType = typeof(Ways))]
    public async Task A_citizen_changes_mobile_and_password_and_how_messages_come(bool arabic, bool phone, bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        var number = 110 + window.Way.Number;
        var citizen = await RegisterAsync(number);
        var mobile = StoryIdentities.Mobile(number + 50);
        await window.SignInAsync(stage, citizen);
        await window.GoAsync("/account");
        await window.ShotAsync($"account-{window.Way.Name}");
        await window.Page.Locator("a[href$='/account/mobile']").ClickAsync();
        await window.FillAsync(("new_mobile", "05"));
        await window.SendAsync();
        await window.Page.Locator("#f-new_mobile-error").WaitForAsync();
        await window.FillAsync(("new_mobile", JourneyTests.ArabicDigits("0" + mobile[4..])));
        await window.SendAsync();
        await window.Page.Locator("[name=new_code]").WaitForAsync();
        await window.FillAsync(("new_code", "000000"), ("old_code", "000000"));
        await window.SendAsync();
        await window.Page.Locator("#f-new_code-error").WaitForAsync();
        await window.FillAsync(("new_code", JourneyTests.ArabicDigits(await CodeToAsync(mobile))), ("old_code", await CodeToAsync(citizen.Mobile)));
        await window.SendAsync();
        await window.ArriveAsync("**/account?done=mobile");
        await window.AssertSaysAsync(mobile[^4..]);
        await PreferAsync(window);

        await window.GoAsync("/password");
        await window.FillAsync(("present_password", "not this one"), ("new_password", "Another-garden-in-riyadh"));
        await window.SendAsync();
        await window.Page.Locator("#f-present_password-error").WaitForAsync();
        await window.FillAsync(("present_password", citizen.Password), ("new_password", "Another-garden-in-riyadh"));
        await window.SendAsync();
        await window.ArriveAsync("**/account?done=password");
        window.AssertCalm();
    }

    [BrowserFact]
    public async Task An_email_is_added_and_the_next_one_asks_the_first()
    {
        await using var window = await Window.OpenAsync(stage, new Way(false, false, false));
        await window.SignInAsync(stage, await RegisterAsync(130));
        var mail = new StoryPhone(
            Path.Combine(Path.GetDirectoryName(stage.Service.PhoneFile)!, "email.jsonl"), () => stage.Service.Clock.Move(TimeSpan.FromSeconds(1)));
        foreach (var (address, before) in new[] { ("first@example.org", ""), ("second@example.org", "first@example.org") })
        {
            await window.GoAsync("/account/email");
            await window.FillAsync(("new_email", $" {address} "));
            await window.SendAsync();
            await window.FillAsync(("new_code", await mail.CodeAsync(address, CancellationToken.None)));
            Assert.Equal(before.Length > 0 ? 1 : 0, await window.Page.Locator("[name=old_code]").CountAsync());
            if (before.Length > 0)
            {
                await window.FillAsync(("old_code", await mail.CodeAsync(before, CancellationToken.None)));
            }

            await window.SendAsync();
            await window.ArriveAsync("**/account?done=email");
            await window.AssertSaysAsync($"{address[0]}•••@example.org");
        }
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_on_another_device_is_ended_and_so_are_all(bool script)
    {
        var citizen = await RegisterAsync(script ? 131 : 132);
        await using var phone = await Window.OpenAsync(stage, new Way(true, true, script));
        await using var desktop = await Window.OpenAsync(stage, new Way(false, false, script));
        await phone.SignInAsync(stage, citizen);
        await desktop.SignInAsync(stage, citizen);
        await desktop.GoAsync("/account/sessions");
        await desktop.ShotAsync($"sessions-{desktop.Way.Name}");
        Assert.Equal(1, await desktop.Page.Locator(".list .tag.good").CountAsync());

        // The phone's, and the one the person registered with.
        for (var others = await desktop.Page.Locator(".list form button").CountAsync(); others > 0; others--)
        {
            await desktop.Page.Locator(".list form button").First.ClickAsync();
            await desktop.ArriveAsync("**/account/sessions?done=yes");
        }

        await phone.GoAsync("/me");
        Assert.Equal(1, await phone.Page.Locator("[name=password]").CountAsync());
        await phone.SignInAsync(stage, citizen);
        await desktop.Page.Locator("button[value=all]").ClickAsync();
        await desktop.ArriveAsync("**/sign-in?done=everywhere");
        await phone.GoAsync("/me");
        Assert.Equal(1, await phone.Page.Locator("[name=password]").CountAsync());
        phone.AssertCalm();
        desktop.AssertCalm();
    }

    [BrowserTheory]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    public async Task Notifications_are_read_lead_to_what_they_are_about_and_are_marked(bool arabic, bool phone, bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        await window.SignInAsync(stage, stage.Town.Of(arabic ? "family-of-six" : "widow").Citizen);
        await window.GoAsync("/me");
        Assert.Equal(1, await window.Page.Locator("main a[href$='/notifications']").CountAsync());
        await window.GoAsync("/notifications");
        await window.ShotAsync($"notifications-{window.Way.Name}");
        var shown = await window.Page.Locator("input[name=seen]").CountAsync();
        Assert.InRange(shown, 4, 20);
        while (await window.Page.Locator("input[name=seen]").CountAsync() > 0)
        {
            await window.Page.Locator("main form button").First.ClickAsync();
            await window.Page.WaitForLoadStateAsync();
        }

        await window.Page.Locator("a[href*='/eligibility/']").First.ClickAsync();
        await window.AssertSaysAsync(arabic ? "دراسة الأهلية" : "Eligibility study");
        window.AssertCalm();
    }

    [BrowserTheory]
    [MemberData(nameof(Ways.All), MemberType = typeof(Ways))]
    public async Task A_citizen_withdraws_and_later_closes_the_account(bool arabic, bool phone, bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        var citizen = await AppliedAsync(140 + window.Way.Number);
        await window.SignInAsync(stage, citizen);
        await window.GoAsync("/application");
        await window.Page.Locator("a[href$='/application/withdraw']").ClickAsync();
        await window.FillAsync(("cause", "زاد دخلي والحمد لله"));
        await window.SendAsync();
        await window.Page.Locator("#f-sure-error").WaitForAsync();
        Assert.Equal("زاد دخلي والحمد لله", await window.Page.Locator("[name=cause]").InputValueAsync());
        await window.FillAsync(("sure", "yes"));
        await window.SendAsync();
        await window.ArriveAsync("**/application?withdrawn=yes");
        await window.GoAsync("/account/close");
        await window.ShotAsync($"close-{window.Way.Name}");
        await window.FillAsync(("sure", "yes"), ("password", "not this one"));
        await window.SendAsync();
        await window.Page.Locator("#f-password-error").WaitForAsync();
        Assert.True(await window.Page.Locator("[name=sure]").IsCheckedAsync());
        await window.FillAsync(("password", citizen.Password));
        await window.SendAsync();
        await window.Page.Locator(".notice.good").WaitForAsync();
        await window.AssertSaysAsync(arabic ? "أُغلق حسابك" : "Your account is closed");
        await window.GoAsync("/me");
        await window.FillAsync(("national_id", citizen.NationalId), ("password", citizen.Password));
        await window.SendAsync();
        await window.Page.Locator("#faults").WaitForAsync();
        window.AssertCalm();
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_uploaded_document_is_downloaded_as_it_was(bool script)
    {
        await using var window = await Window.OpenAsync(stage, new Way(true, true, script));
        await window.SignInAsync(stage, await RegisterAsync(script ? 150 : 151));
        await window.GoAsync("/application/documents");
        await window.Page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "عقد \u202Eexe.الإيجار.pdf",
            MimeType = "application/pdf",
            Buffer = JourneyTests.Pdf,
        });
        await window.FillAsync(("kind", nameof(DocumentKind.Lease)));
        await window.SendAsync();
        await window.Page.Locator(".notice.good").WaitForAsync();
        var link = window.Page.Locator("main a[href*='/application/documents/']").First;
        var path = await link.GetAttributeAsync("href");
        var download = await window.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.EndsWith(".pdf", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', download.SuggestedFilename);
        Assert.Equal(JourneyTests.Pdf, await File.ReadAllBytesAsync((await download.PathAsync())!));

        // Of another household there is nothing, not even for who knows the address.
        await using var stranger = await Window.OpenAsync(stage, new Way(true, true, script));
        await stranger.SignInAsync(stage, stage.Town.Of("independent").Citizen);
        var answer = await stranger.Page.GotoAsync(path!);
        Assert.Equal(404, answer!.Status);
    }

    [BrowserTheory]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    public async Task A_dependant_changes_the_own_income_and_sees_nobody_elses(bool arabic, bool phone, bool script)
    {
        var number = arabic ? 152 : 154;
        var head = await RegisterAsync(number);
        await head.DescribeAsync(BeneficiaryKind.Head, new Housing { Kind = HousingKind.Owned });
        await head.AddAsync(new StoryMember(2, Relationship.Spouse, new DateOnly(1993, 8, 2), LifeEventKind.Marriage, new DateOnly(2012, 6, 6)));
        await head.DeclareAsync(MaritalStatus.Married, Salary(9_876_00));
        var wife = await RegisterAsync(number + 1, new DateOnly(1993, 8, 2), StoryIdentities.NationalId(number, 2));
        await using var window = await Window.OpenAsync(stage, new Way(arabic, phone, script));
        await window.SignInAsync(stage, wife);
        await window.GoAsync("/application");
        await window.ShotAsync($"application-dependant-{window.Way.Name}");
        Assert.DoesNotContain("9,876", Visits.Plain(await window.TextAsync()), StringComparison.Ordinal);
        await window.Page.Locator("main a[href*='/members/']").ClickAsync();
        await window.FillAsync(("income.0.kind", "Salary"), ("income.0.monthly", "٣٬٢١٠"));
        await window.SendAsync();
        await window.ArriveAsync("**/application?saved=yes");
        await window.AssertSaysAsync("3,210");
        await head.ReadAsync();
        Assert.Equal(3_210_00, head.Application.Members[1].Incomes.Single().Monthly.Halalas);

        // The head's page is none of hers, whoever knows its address.
        await window.GoAsync($"/application/members/{head.Positions[0]}/income");
        await window.FillAsync(("income.0.kind", "Salary"), ("income.0.monthly", "1"));
        await window.SendAsync();
        await window.Page.Locator("#faults, .notice.warn").First.WaitForAsync();
        await head.ReadAsync();
        Assert.Equal(9_876_00, head.Application.Members[0].Incomes.Single().Monthly.Halalas);
        window.AssertCalm();
    }

    private static async Task PreferAsync(Window window)
    {
        await window.GoAsync("/account/preferences");
        await window.Page.Locator("[name=sms]").UncheckAsync();
        await window.FillAsync(("language", "English"), ("email", "yes"));
        await window.SendAsync();
        await window.Page.Locator("#f-email-error").WaitForAsync();
        Assert.False(await window.Page.Locator("[name=sms]").IsCheckedAsync());
        await window.Page.Locator("[name=email]").UncheckAsync();
        await window.SendAsync();
        await window.ArriveAsync("**/account/preferences?done=yes");
        Assert.False(await window.Page.Locator("[name=sms]").IsCheckedAsync());
        Assert.True(await window.Page.Locator("[name=language][value=English]").IsCheckedAsync());
    }

    private Task<string> CodeToAsync(string mobile) => stage.Town.Phone.CodeAsync(mobile, CancellationToken.None);

    private async Task<StoryCitizen> RegisterAsync(int number, DateOnly? birth = null, string? nationalId = null)
    {
        var citizen = new StoryCitizen(stage.Town.Stage, number, birth ?? new DateOnly(1985, 5, 5))
        {
            NationalId = nationalId ?? StoryIdentities.NationalId(number, 1),
        };
        await citizen.RegisterAsync();
        return citizen;
    }

    private async Task<StoryCitizen> AppliedAsync(int number)
    {
        var citizen = await RegisterAsync(number);
        await citizen.DescribeAsync(BeneficiaryKind.Independent, new Housing
        {
            Kind = HousingKind.Rented,
            Proof = HousingProof.EjarLease,
            LeaseNumber = "10203040506",
            MeterNumber = "30011223344",
        });
        await citizen.DeclareAsync(MaritalStatus.Single, Salary(4_000_00));
        await citizen.PayToAsync(1);
        await citizen.SubmitAsync();
        return citizen;
    }

    private static Income Salary(long halalas) => new()
    {
        Kind = IncomeKind.Salary,
        Monthly = new Money { CurrencyCode = "SAR", Halalas = halalas },
    };
}
