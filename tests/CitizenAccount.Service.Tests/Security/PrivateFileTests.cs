using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Tests.Security;

/// <summary>Local key files, which replicas that start together make together.</summary>
public sealed class PrivateFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void All_who_make_a_key_at_the_same_moment_read_the_same_whole_one()
    {
        for (var round = 0; round < 50; round++)
        {
            var path = Path.Combine(_folder.FullName, $"key-{round}");
            var read = new string[8];
            using var start = new Barrier(read.Length);
            var makers = Enumerable.Range(0, read.Length).Select(maker => new Thread(() =>
            {
                start.SignalAndWait();
                read[maker] = PrivateFile.ReadOrMake(path, () => new string((char)('a' + maker), 10_000));
            })).ToList();
            makers.ForEach(maker => maker.Start());
            makers.ForEach(maker => maker.Join());

            Assert.Single(read.Distinct());
            Assert.Equal(10_000, read[0].Length);
        }

        Assert.Empty(_folder.GetFiles("*.draft"));
    }

    [Fact]
    public void Only_its_user_may_read_it()
    {
        var path = Path.Combine(_folder.FullName, "key");
        PrivateFile.ReadOrMake(path, () => "secret");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }
}
