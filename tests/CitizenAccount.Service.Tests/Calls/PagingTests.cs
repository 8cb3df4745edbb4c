using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Tests.Calls;

public sealed class PagingTests
{
    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 1)]
    [InlineData(50, 50)]
    [InlineData(999, 999)]
    [InlineData(1_000, 1_000)]
    [InlineData(1_001, 1_000)]
    [InlineData(int.MaxValue, 1_000)]
    public void A_page_size_is_taken_as_the_contract_says(int asked, int taken)
    {
        var check = new RequestCheck();
        Assert.Equal(taken, Paging.ReadSize(asked, check));
        Assert.True(check.IsClean);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_negative_page_size_is_refused(int asked)
    {
        var check = new RequestCheck();
        Paging.ReadSize(asked, check);
        var refusal = Assert.Throws<RefusalException>(check.ThrowIfBad).Refusal;
        Assert.Equal(ErrorReason.InvalidRequest, refusal.Reason);
        Assert.Equal(["page_size"], Refusing.FieldsOf(refusal));
    }
}
